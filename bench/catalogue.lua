-- Requests for wrk: lists of the catalogue with filters, orders and facets drawn at random.
--   KEY   the API key
--   SHOW  lists, or facets to have each list counted by four facets
local key = os.getenv("KEY")
local facets = os.getenv("SHOW") == "facets"
local kinds = {"movie", "book", "track", "game", "application", "anime"}
local genres = {"drama", "comedy", "horror", "jazz", "war", "puzzle", "crime", "science%20fiction"}
local languages = {"en", "fr", "ja", "sv"}
local sorts = {"popular", "trending", "rating", "newest", "title"}

local function any(list)
  return list[math.random(#list)]
end

function init(args)
  math.randomseed(17)
  wrk.headers["X-API-Key"] = key
end

function request()
  local path = "/api/v1/items?limit=20&sort=" .. any(sorts)
  if math.random() < 0.7 then path = path .. "&kind=" .. any(kinds) end
  if math.random() < 0.5 then path = path .. "&genre=" .. any(genres) end
  if math.random() < 0.3 then path = path .. "&language=" .. any(languages) end
  if math.random() < 0.3 then path = path .. "&yearFrom=" .. math.random(1930, 2024) end
  if math.random() < 0.1 then path = path .. "&minRating=3.5&minRatings=" .. math.random(1, 200) end
  if math.random() < 0.1 then path = path .. "&person=Person%20" .. math.random(0, 299999) end
  if facets then path = path .. "&facets=kind,genre,language,decade" end
  return wrk.format("GET", path)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("%8.0f %9.1f %9.1f %9.1f %9.1f %8d\n",
    summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000,
    latency:percentile(95) / 1000,
    latency:percentile(99) / 1000,
    latency.max / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
