-- Requests for wrk: describe or update one of COUNT virtual nodes, in random order.
-- Arguments: describe|update COUNT SPECS; SPECS is a file with COUNT specs for updates, one per line.
-- Prints a line of JSON at the end.

local threads = 0

function setup(thread)
   threads = threads + 1
   thread:set("number", threads)
end

function init(args)
   what, count = args[1], tonumber(args[2])
   math.randomseed(number)
   sent, bodies = 0, {}
   if what == "update" then
      for line in io.lines(args[3]) do
         bodies[#bodies + 1] = line
      end
   end
   stamp = os.time()
end

function request()
   local at = math.random(0, count - 1)
   local path = string.format("%s/node-%05d", wrk.path, at)
   if what == "describe" then
      return wrk.format("GET", path)
   end
   -- A new token for each request: a request with a used token is not executed.
   sent = sent + 1
   local token = string.format("%d-%d-%d", stamp, number, sent)
   local body = string.format('{"clientToken":"%s","spec":%s}', token, bodies[at + 1])
   return wrk.format("PUT", path, nil, body)
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      '{"requests":%d,"seconds":%.6f,"failed":%d,"median_ms":%.3f,"p99_ms":%.3f}\n',
      summary.requests, summary.duration / 1e6,
      errors.status + errors.connect + errors.read + errors.write + errors.timeout,
      latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
