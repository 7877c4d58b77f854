"""What the server does in one step, in Lua: the commit, and what keeps streams in order.

Each script checks and acts in one step, declares every key, and carries `allow-oom`: what is
told to the server here only finishes or frees what it already holds. A script has no rollback,
so each is written to be right when it stops half way: events first, the acknowledgement last.
"""

from __future__ import annotations

COMMIT = """#!lua flags=allow-oom
-- KEYS: the stream, its failures, then every stream written to.
-- ARGV: group, number of entries, their ids in order; number of shapes, per shape: index of its
-- key in KEYS, numbers of fixed and of own fields, names and values of the fixed ones, names of
-- the own ones; per entry: number of events, per event: its shape (counted from 1), the values
-- of its own fields.
local stream, failures, group, entries = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2])
local function before(a, b)
  local a1, a2 = a:match('^(%d+)-(%d+)$')
  local b1, b2 = b:match('^(%d+)-(%d+)$')
  if a1 == b1 then a1, b1 = a2, b2 end
  if #a1 ~= #b1 then return #a1 < #b1 end
  return a1 < b1
end
-- Which entries the group still lists. Both lists are in order, so one walk settles all.
local listed, page, row = {}, nil, 1
for i = 1, entries do
  local id = ARGV[2 + i]
  while page and page[row] and page[row][1] ~= id and before(page[row][1], id) do
    row = row + 1
  end
  if not page or (row > #page and #page == entries) then
    page, row = redis.call('XPENDING', stream, group, id, ARGV[2 + entries], entries), 1
  end
  listed[i] = page[row] ~= nil and page[row][1] == id
end
local shapes, at = {}, 4 + entries
for i = 1, tonumber(ARGV[3 + entries]) do
  local fixed, own = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  local args = {KEYS[tonumber(ARGV[at])], '*', unpack(ARGV, at + 3, at + 2 + 2 * fixed)}
  at = at + 3 + 2 * fixed
  for j = 1, own do args[1 + 2 * (fixed + j)] = ARGV[at + j - 1] end
  shapes[i] = {args = args, own = own, first = 2 + 2 * fixed, last = 2 + 2 * (fixed + own)}
  at = at + own
end
local answer, done, failed = {}, {}, nil
for i = 1, entries do
  local events = tonumber(ARGV[at])
  at = at + 1
  for _ = 1, events do
    local shape = shapes[tonumber(ARGV[at])]
    if listed[i] and not failed then
      for j = 1, shape.own do shape.args[shape.first + 2 * j] = ARGV[at + j] end
      local sent = redis.pcall('XADD', unpack(shape.args, 1, shape.last))
      if type(sent) == 'table' then failed = sent end
    end
    at = at + 1 + shape.own
  end
  if failed then break end
  answer[i] = listed[i] and 1 or 0
  if listed[i] then done[#done + 1] = ARGV[2 + i] end
end
-- Last, and also when a stream refused: what was not sent stays pending.
if #done > 0 then
  redis.call('XACK', stream, group, unpack(done))
  if redis.call('EXISTS', failures) == 1 then redis.call('HDEL', failures, unpack(done)) end
end
return failed or answer
"""

ENSURE_GROUP = """#!lua flags=allow-oom
local made = redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')
if made.err and not made.err:find('BUSYGROUP') then return made end
return 1
"""

REMEMBER = """#!lua flags=allow-oom
-- KEYS: the stream, its failures. ARGV: group; per entry, its id and what to keep of it. Of an
-- entry that is finished nothing is kept: nobody would ever clear it.
for at = 2, #ARGV, 2 do
  if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[at], ARGV[at], 1) > 0 then
    redis.call('HSET', KEYS[2], ARGV[at], ARGV[at + 1])
  end
end
return 1
"""

_SEND_EACH = """
-- KEYS: every stream written to. ARGV: per event, the index of its key, how many arguments its
-- fields have, their names and values.
local at = 1
while ARGV[at] do
  local size = tonumber(ARGV[at + 1])
  redis.call('XADD', KEYS[tonumber(ARGV[at])], '*', unpack(ARGV, at + 2, at + 1 + size))
  at = at + 2 + size
end
return 1
"""
SEND = "#!lua" + _SEND_EACH
SEND_ALWAYS = "#!lua flags=allow-oom" + _SEND_EACH

TRIM = """#!lua flags=allow-oom
-- Trims the stream behind the slowest of the expected groups (ARGV); -1 while one is missing.
-- What all are done with goes, the newest entry too: a recall leaves no word in it.
local function before(a, b)
  local a1, a2 = a:match('^(%d+)-(%d+)$')
  local b1, b2 = b:match('^(%d+)-(%d+)$')
  if a1 ~= b1 then return tonumber(a1) < tonumber(b1) end
  return tonumber(a2) < tonumber(b2)
end
local function after(id)
  local milliseconds, number = id:match('^(%d+)-(%d+)$')
  return ('%s-%d'):format(milliseconds, tonumber(number) + 1)
end
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local needed = {}
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local info = {}
  for i = 1, #group, 2 do info[group[i]] = group[i + 1] end
  local pending = redis.call('XPENDING', KEYS[1], info['name'])
  needed[info['name']] = pending[1] > 0 and pending[2] or after(info['last-delivered-id'])
end
local keep
for _, group in ipairs(ARGV) do
  if not needed[group] then return -1 end
  if not keep or before(needed[group], keep) then keep = needed[group] end
end
for _, id in pairs(needed) do
  if before(id, keep) then keep = id end
end
return redis.call('XTRIM', KEYS[1], 'MINID', keep)
"""

FORGET_CONSUMERS = """#!lua flags=allow-oom
-- Deletes the group's consumers (ARGV: group, idle ms) that hold nothing and are long gone.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local gone = 0
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local info = {}
  for i = 1, #consumer, 2 do info[consumer[i]] = consumer[i + 1] end
  if info['pending'] == 0 and info['idle'] > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], info['name'])
    gone = gone + 1
  end
end
return gone
"""

REPLAY = """#!lua flags=allow-oom
-- Puts a dead letter (KEYS[1], ARGV[1]) back into its stream (KEYS[2]) without our remarks.
local found = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])
if #found == 0 then return false end
local fields, kept = found[1][2], {}
for i = 1, #fields, 2 do
  if fields[i]:sub(1, 5) ~= 'dead_' then
    kept[#kept + 1] = fields[i]
    kept[#kept + 1] = fields[i + 1]
  end
end
local id = redis.call('XADD', KEYS[2], '*', unpack(kept))
redis.call('XDEL', KEYS[1], ARGV[1])
return id
"""

DROP_DEAD_OF = """#!lua flags=allow-oom
-- Deletes an article's (ARGV[1]) letters among the next ARGV[3] from ARGV[2] on in the dead
-- letters (KEYS[1]); gives where to go on, or nothing at their end.
local found = redis.call('XRANGE', KEYS[1], ARGV[2], '+', 'COUNT', ARGV[3])
local theirs = ARGV[1] .. ':'
for _, letter in ipairs(found) do
  local fields = letter[2]
  for i = 1, #fields, 2 do
    local name, value = fields[i], fields[i + 1]
    if (name == 'subject' and value == ARGV[1])
        or (name == 'id' and value:sub(1, #theirs) == theirs) then
      redis.call('XDEL', KEYS[1], letter[1])
      break
    end
  end
end
return #found == tonumber(ARGV[3]) and '(' .. found[#found][1] or false
"""
