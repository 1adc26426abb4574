-- Requests for wrk: recommendations for people drawn at random, one list of ten each.
--   KEY     the API key
--   PEOPLE  ids from 1 to this
--   PERSON  the id of the only one to ask for
--   TOKEN   that person's access token, in place of key and id
local key = os.getenv("KEY")
local people = tonumber(os.getenv("PEOPLE"))
local person = os.getenv("PERSON")
local token = os.getenv("TOKEN")
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  math.randomseed(17 + number)
  if token then
    wrk.headers["Authorization"] = "Bearer " .. token
  else
    wrk.headers["X-API-Key"] = key
  end
end

function request()
  local path = "/api/v1/recommendations?limit=10"
  if not token then
    path = path .. "&user=" .. (person or math.random(people))
  end
  return wrk.format("GET", path)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("%8.0f %9.1f %9.1f %9.1f %8d\n",
    summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000,
    latency:percentile(99) / 1000,
    latency.max / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
