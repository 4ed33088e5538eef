// The conditions, one function each, in the order of conditions.def.
#include "model/conditions/moment.hpp"

#include <algorithm>
#include <set>

#include "codec/encode.hpp"
#include "codec/topic.hpp"
#include "model/conditions/packet_facts.hpp"

namespace mqttspec::model::conditions {

namespace {

constexpr std::size_t several = 3;
constexpr std::size_t many_clients = 8;
constexpr std::size_t many_sessions = 10;
constexpr unsigned much = 10;
constexpr unsigned shown_once = 1;
constexpr unsigned shown_nine_times = 9;

// What the input is about.

std::optional<ConnectionId> connection_of(const Input& input) {
  if (const auto* received = std::get_if<Received>(&input)) return received->connection;
  if (const auto* malformed = std::get_if<Malformed>(&input)) return malformed->connection;
  if (const auto* ended = std::get_if<Ended>(&input)) return ended->connection;
  return std::nullopt;
}

const Connection* connection_in(const Moment& moment) {
  const auto id = connection_of(moment.input);
  if (!id) return nullptr;
  const auto& all = moment.state.connections;
  const auto found = std::ranges::find(all, *id, &Connection::id);
  return found == all.end() ? nullptr : &*found;
}

template <class Typed>
const Typed* packet_in(const Moment& moment) {
  const auto* received = std::get_if<Received>(&moment.input);
  return received == nullptr ? nullptr : std::get_if<Typed>(received->packet);
}

std::string_view client_id_of(const Moment& moment) {
  if (const auto* connect = packet_in<Connect>(moment)) return connect->client_id;
  const auto* connection = connection_in(moment);
  return connection == nullptr ? std::string_view() : std::string_view(connection->client_id);
}

const Session* session_in(const Moment& moment) {
  const auto id = client_id_of(moment);
  const auto& all = moment.state.sessions;
  const auto found = std::ranges::find(
      all, id, [](const Session& each) { return std::string_view(each.client_id); });
  return id.empty() || found == all.end() ? nullptr : &*found;
}

std::optional<Version> version_in(const Moment& moment) {
  if (const auto* connect = packet_in<Connect>(moment)) return connect->version;
  if (const auto* malformed = std::get_if<Malformed>(&moment.input)) return malformed->version;
  const auto* connection = connection_in(moment);
  return connection != nullptr && connection->connected ? std::optional(connection->version)
                                                        : std::nullopt;
}

std::size_t connected(const Moment& moment) {
  return static_cast<std::size_t>(
      std::ranges::count(moment.state.connections, true, &Connection::connected));
}

template <class Test>
bool any_connection(const Moment& moment, Test test) {
  return std::ranges::any_of(moment.state.connections,
                             [&](const Connection& each) { return each.connected && test(each); });
}

template <class Test>
bool any_session(const Moment& moment, Test test) {
  return std::ranges::any_of(moment.state.sessions, test);
}

template <class Test>
bool any_subscription(const Moment& moment, Test test) {
  return any_session(moment, [&](const Session& session) {
    return std::ranges::any_of(session.subscriptions, test);
  });
}

template <class Test>
bool client_is(const Moment& moment, Test test) {
  const auto* connection = connection_in(moment);
  return connection != nullptr && connection->connected && test(*connection);
}

template <class Test>
bool message_is(const Moment& moment, Test test) {
  const auto* message = packet_in<Publish>(moment);
  return message != nullptr && test(*message);
}

std::size_t size_of(const Moment& moment) {
  const auto* received = std::get_if<Received>(&moment.input);
  const auto version = version_in(moment);
  if (received == nullptr || !version) return 0;
  return encoded_size(*received->packet, {*version, Sender::client});
}

const Packet* packet_of(const Moment& moment) {
  const auto* received = std::get_if<Received>(&moment.input);
  return received == nullptr ? nullptr : received->packet;
}

std::uint16_t packet_id_in(const Moment& moment) {
  const auto* packet = packet_of(moment);
  return packet == nullptr ? 0 : packet_id_of(*packet);
}

template <class Test>
bool topic_is(const Moment& moment, Test test) {
  const auto* packet = packet_of(moment);
  return packet != nullptr && any_topic(*packet, test);
}

bool any_filter_held_twice(const Moment& moment) {
  std::set<std::string_view> seen;
  for (const auto& session : moment.state.sessions)
    for (const auto& each : session.subscriptions)
      if (!seen.insert(each.topic_filter).second) return true;
  return false;
}

bool lasts(const Session& session) { return session.expiry_interval > 0; }

bool has(std::string_view text, char wanted) { return text.find(wanted) != text.npos; }

using Condition = bool (*)(const Moment&);

constexpr Condition tests[] = {
    // Who is there.
    [](const Moment& m) {
      const auto speaks = [&](Version version) {
        return any_connection(m, [&](const Connection& each) { return each.version == version; });
      };
      return speaks(Version::v3_1_1) && speaks(Version::v5_0);
    },
    [](const Moment& m) { return connected(m) >= several; },
    [](const Moment& m) { return connected(m) >= many_clients; },
    [](const Moment& m) {
      return any_session(m, [](const Session& each) { return !each.connection; });
    },
    [](const Moment& m) { return m.state.sessions.size() >= many_sessions; },
    [](const Moment& m) { return m.history.any_taken_over(); },
    [](const Moment& m) { return m.history.any_lost(); },
    [](const Moment& m) {
      return any_connection(m, [](const Connection& each) { return each.will.has_value(); });
    },
    [](const Moment& m) {
      return any_session(m, [](const Session& each) { return each.delayed_will.has_value(); });
    },
    // What holds for the Client in question.
    [](const Moment& m) { return version_in(m) == Version::v3_1_1; },
    [](const Moment& m) { return version_in(m) == Version::v5_0; },
    [](const Moment& m) { return session_in(m) != nullptr && lasts(*session_in(m)); },
    [](const Moment& m) { return session_in(m) != nullptr && !lasts(*session_in(m)); },
    [](const Moment& m) {
      const bool now = packet_in<Connect>(m) != nullptr;
      return m.history.connections_of(client_id_of(m)) > (now ? 0U : 1U);
    },
    [](const Moment& m) { return m.history.has_resumed(client_id_of(m)); },
    [](const Moment& m) {
      const auto* connect = packet_in<Connect>(m);
      return connect != nullptr ? connect->will.has_value()
                                : client_is(m, [](const auto& c) { return c.will.has_value(); });
    },
    [](const Moment& m) { return client_is(m, [](const auto& c) { return c.keep_alive == 0; }); },
    [](const Moment& m) {
      return client_is(m, [](const auto& c) { return c.receive_maximum != 65'535; });
    },
    [](const Moment& m) {
      return client_is(m, [](const auto& c) { return c.maximum_packet_size.has_value(); });
    },
    [](const Moment& m) {
      return client_is(m, [](const auto& c) { return c.topic_alias_maximum > 0; });
    },
    [](const Moment& m) {
      return session_in(m) != nullptr && session_in(m)->subscriptions.size() > 1;
    },
    [](const Moment& m) {
      return session_in(m) != nullptr && session_in(m)->subscriptions.empty();
    },
    [](const Moment& m) {
      const auto id = connection_of(m.input);
      return id && m.history.packets_on(*id) >= much;
    },
    // Subscriptions.
    [](const Moment& m) {
      return any_subscription(
          m, [](const auto& s) { return has(s.topic_filter, '#') || has(s.topic_filter, '+'); });
    },
    [](const Moment& m) {
      return any_subscription(m, [](const auto& s) { return has(s.topic_filter, '#'); });
    },
    [](const Moment& m) {
      return any_subscription(m, [](const auto& s) { return has(s.topic_filter, '+'); });
    },
    [](const Moment& m) { return any_subscription(m, [](const auto& s) { return s.shared; }); },
    any_filter_held_twice,
    [](const Moment& m) {
      return any_subscription(m, [](const auto& s) { return s.identifier.has_value(); });
    },
    [](const Moment& m) { return any_subscription(m, [](const auto& s) { return s.no_local; }); },
    [](const Moment& m) {
      return any_subscription(m, [](const auto& s) { return s.granted_qos == Qos::exactly_once; });
    },
    // Messages that the broker has.
    [](const Moment& m) { return !m.state.retained.empty(); },
    [](const Moment& m) { return m.state.retained.size() >= several; },
    [](const Moment& m) {
      return any_session(m, [](const Session& each) { return !each.waiting.empty(); });
    },
    [](const Moment& m) {
      return any_session(m, [](const Session& each) { return !each.sent.empty(); });
    },
    [](const Moment& m) {
      return any_session(m, [](const Session& each) { return !each.received.empty(); });
    },
    // The packet that arrives.
    [](const Moment& m) {
      return message_is(m, [](const Publish& p) { return p.qos == Qos::at_most_once; });
    },
    [](const Moment& m) {
      return message_is(m, [](const Publish& p) { return p.qos == Qos::at_least_once; });
    },
    [](const Moment& m) {
      return message_is(m, [](const Publish& p) { return p.qos == Qos::exactly_once; });
    },
    [](const Moment& m) { return message_is(m, [](const Publish& p) { return p.retain; }); },
    [](const Moment& m) {
      return message_is(m, [](const Publish& p) { return p.payload.empty(); });
    },
    [](const Moment& m) { return size_of(m) >= 128; },
    [](const Moment& m) { return size_of(m) >= 16'384; },
    [](const Moment& m) { return packet_id_in(m) > 255; },
    [](const Moment& m) { return packet_id_in(m) > 32'767; },
    [](const Moment& m) { return topic_is(m, is_deep_topic); },
    [](const Moment& m) { return topic_is(m, is_long_topic); },
    [](const Moment& m) {
      return topic_is(m, [](std::string_view t) { return t.starts_with('/'); });
    },
    [](const Moment& m) { return topic_is(m, is_beyond_ascii); },
    [](const Moment& m) { return packet_of(m) != nullptr && has_user_property(*packet_of(m)); },
    [](const Moment& m) { return m.arrival == Arrival::in_pieces; },
    [](const Moment& m) { return m.arrival == Arrival::with_others; },
    // How often.
    [](const Moment& m) { return m.shown == 0; },
    [](const Moment& m) { return m.shown >= shown_once; },
    [](const Moment& m) { return m.shown >= shown_nine_times; },
};
static_assert(std::size(tests) == condition_count);

}  // namespace

History::Before History::before(const BrokerState& state, const Input& input) {
  Before before;
  const auto id = connection_of(input);
  if (!id) return before;
  const auto own = std::ranges::find(state.connections, *id, &Connection::id);
  if (own == state.connections.end()) return before;
  before.is_open = true;
  before.is_connected = own->connected;
  // Whose connection it becomes is seen behind the step alone.
  if (!own->connected && !std::holds_alternative<Ended>(input))
    for (const auto& each : state.sessions)
      before.sessions.emplace_back(each.client_id, each.connection.has_value());
  return before;
}

void History::add(const Before& before, const Input& input, const BrokerState& after) {
  if (std::holds_alternative<Restarted>(input)) packets_.clear();
  const auto id = connection_of(input);
  if (!id || !before.is_open) return;
  if (std::holds_alternative<Ended>(input)) {
    any_lost_ = any_lost_ || before.is_connected;
    packets_.erase(*id);
    return;
  }
  ++packets_[*id];
  const auto now = std::ranges::find(after.connections, *id, &Connection::id);
  if (now == after.connections.end() || before.is_connected || !now->connected) return;
  const auto session =
      std::ranges::find(before.sessions, now->client_id, &std::pair<std::string, bool>::first);
  auto& client = clients_[now->client_id];
  ++client.connections;
  if (session == before.sessions.end()) return;
  any_taken_over_ = any_taken_over_ || session->second;
  client.resumed = client.resumed || !now->clean_start;
}

unsigned History::connections_of(std::string_view client_id) const {
  const auto found = clients_.find(client_id);
  return found == clients_.end() ? 0 : found->second.connections;
}

bool History::has_resumed(std::string_view client_id) const {
  const auto found = clients_.find(client_id);
  return found != clients_.end() && found->second.resumed;
}

unsigned History::packets_on(ConnectionId connection) const {
  const auto found = packets_.find(connection);
  return found == packets_.end() ? 0 : found->second;
}

bool holds(ConditionId condition, const Moment& moment) {
  return tests[static_cast<std::size_t>(condition)](moment);
}

ConditionSet holding(const Moment& moment) {
  ConditionSet set;
  for (std::size_t i = 0; i < condition_count; ++i) set[i] = tests[i](moment);
  return set;
}

ConditionSet when_shown(ConditionSet holding, unsigned shown) {
  const auto at = [](ConditionId id) { return static_cast<std::size_t>(id); };
  holding[at(ConditionId::first_time_only)] = shown == 0;
  holding[at(ConditionId::second_time_on)] = shown >= shown_once;
  holding[at(ConditionId::tenth_time_on)] = shown >= shown_nine_times;
  return holding;
}

}  // namespace mqttspec::model::conditions
