-- Requests for wrk: batches of interactions of people and items drawn at random, the few as often as the many.
--   KEY   the API key
--   ROWS  interactions a request
local key = os.getenv("KEY")
local rows = tonumber(os.getenv("ROWS"))
local sent = 0

function init(args)
  math.randomseed(tonumber(os.getenv("SEED") or "17"))
  wrk.method = "POST"
  wrk.headers["X-API-Key"] = key
  wrk.headers["Content-Type"] = "application/json"
end

local function row()
  local person = math.random(160000)
  local item = math.floor(59000 * math.random() ^ 3) + 1
  local kind = math.random(10)
  local pair = string.format('{"user":"in:%d","item":"in:%d","type":', person, item)
  if kind <= 6 then return pair .. string.format('"rating","stars":%.1f}', math.random(10) / 2) end
  if kind <= 8 then return pair .. '"view"}' end
  return pair .. '"play"}'
end

function request()
  local list = {}
  for i = 1, rows do list[i] = row() end
  return wrk.format("POST", "/api/v1/interactions:batch", nil, '{"interactions":[' .. table.concat(list, ",") .. "]}")
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("%8.0f %9.1f %9.1f %9.1f %8d\n",
    summary.requests * rows / summary.duration * 1e6,
    latency:percentile(50) / 1000,
    latency:percentile(99) / 1000,
    latency.max / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
