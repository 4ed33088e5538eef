// Connections and sessions: who is connected, under what agreement, and which session is served.
#include "model/monitors/trace_facts.hpp"

#include <algorithm>

namespace mqttspec::model::monitors {
namespace {

constexpr std::uint32_t forever_s = 0xFFFF'FFFF;

bool overlap(const ConnectionFacts& earlier, const ConnectionFacts& later) {
  return std::min(earlier.client_closed, earlier.server_closed) > later.connect;
}

}  // namespace

void TraceFacts::observe(const TraceEvent& event) {
  ++position_;
  times_.push_back(event.at);
  exchange_ = nullptr;
  held_.reset();
  sources_.reset();
  answers_ = never;
  request_.reset();
  const auto [found, is_new] = connections_.try_emplace(event.connection);
  connection_ = &found->second;
  if (is_new) {
    connection_->id = event.connection;
    connection_->session = sessions_.size();
    sessions_.emplace_back();
    current_session().uncertain = true;
  }
  using Kind = TraceEvent::Kind;
  if (event.kind == Kind::client_packet || event.kind == Kind::client_garbage)
    connection_->first_from_client = std::min(connection_->first_from_client, position_);
  switch (event.kind) {
    case Kind::opened:
      return;
    case Kind::client_garbage:
      // The server may make something of it, if only a message or a subscription.
      saw_client_garbage_ = true;
      current_session().uncertain = true;
      connection_->garbage = true;
      return;
    case Kind::server_garbage:
      connection_->garbage = true;
      return;
    case Kind::client_closed:
      connection_->client_closed = std::min(connection_->client_closed, position_);
      return;
    case Kind::server_closed:
      connection_->server_closed = std::min(connection_->server_closed, position_);
      return;
    case Kind::client_packet:
    case Kind::server_packet:
      if (event.packet)
        read_packet(event, *event.packet,
                    event.kind == Kind::client_packet ? Sender::client : Sender::server);
  }
}

struct TraceFacts::Reader {
  TraceFacts& facts;
  const TraceEvent& event;
  Sender sender;
  void operator()(const Connect& typed) { facts.read_connect(event, typed); }
  void operator()(const Connack& typed) { facts.read_connack(typed); }
  void operator()(const Publish& typed) { facts.read_publish(typed, sender); }
  template <PacketType type>
  void operator()(const PublishAck<type>& typed) {
    facts.read_acknowledgement(type, typed.packet_id, typed.reason_code, sender);
  }
  void operator()(const Subscribe& typed) { facts.read_subscribe(typed); }
  void operator()(const Suback& typed) { facts.read_suback(typed); }
  void operator()(const Unsubscribe& typed) { facts.read_unsubscribe(typed); }
  void operator()(const Unsuback& typed) { facts.read_unsuback(typed); }
  void operator()(const Pingreq&) { facts.note_request(Sender::server, PacketType::pingresp, 0); }
  void operator()(const Pingresp&) { facts.note_answer(Sender::server, PacketType::pingresp, 0); }
  void operator()(const Disconnect& typed) { facts.read_disconnect(typed, sender); }
  void operator()(const Auth&) {}
};

std::span<const ConnectionFacts* const> TraceFacts::connections_of(
    const std::string& client_id) const {
  const auto found = of_client_.find(client_id);
  if (found == of_client_.end()) return {};
  return found->second;
}

void TraceFacts::read_packet(const TraceEvent& event, const Packet& packet, Sender sender) {
  if (sender == Sender::client) {
    check_client_packet(packet, event.bytes ? event.bytes->size() : 0);
    connection_->client_active = position_;
  }
  std::visit(Reader{*this, event, sender}, packet);
  if (sender == Sender::client) check_client_exchange(packet);
}

void TraceFacts::read_connect(const TraceEvent& event, const Connect& packet) {
  ConnectionFacts& connection = *connection_;
  if (connection.connect != never) return;
  connection.connect = position_;
  connection.connect_at = event.at;
  connection.version = packet.version;
  connection.client_id = packet.client_id;
  connection.clean_start = packet.clean_start;
  of_client_[connection.client_id].push_back(&connection);
  connection.keep_alive_s = packet.keep_alive;
  const ConnectProperties& properties = packet.properties;
  connection.session_expiry_interval_s = packet.version == Version::v5_0
                                             ? properties.session_expiry_interval.value_or(0)
                                             : (packet.clean_start ? 0 : forever_s);
  connection.problem_information = properties.request_problem_information.value_or(1) != 0;
  connection.response_information = properties.request_response_information.value_or(0) != 0;
  if (properties.authentication_method)
    connection.authentication_method = std::string(*properties.authentication_method);
  connection.client_limits.receive_maximum = properties.receive_maximum.value_or(65'535);
  connection.client_limits.maximum_packet_size = properties.maximum_packet_size;
  connection.client_limits.topic_alias_maximum = properties.topic_alias_maximum.value_or(0);
  if (packet.will) note_will(*packet.will);

  SessionFacts& session = current_session();
  session.client_id = connection.client_id;
  session.version = packet.version;
  session.uncertain = connection.client_erred || connection.garbage;
}

void TraceFacts::read_connack(const Connack& packet) {
  ConnectionFacts& connection = *connection_;
  if (connection.connack != never || connection.connect == never) return;
  connection.connack = position_;
  connection.processed = std::max(connection.processed, connection.connect);
  connection.accepted = packet.reason_code == ReasonCode::success;
  connection.session_present = packet.session_present;
  if (!connection.accepted) {
    for (auto& [key, origins] : messages_)
      for (MessageOrigin& origin : origins)
        if (origin.connection == connection.id) origin.refused = true;
    return;
  }
  const ConnackProperties& properties = packet.properties;
  if (properties.assigned_client_identifier) {
    std::erase(of_client_[connection.client_id], &connection);
    connection.client_id = *properties.assigned_client_identifier;
    of_client_[connection.client_id].push_back(&connection);
  }
  if (properties.session_expiry_interval)
    connection.session_expiry_interval_s = *properties.session_expiry_interval;
  if (properties.server_keep_alive) connection.keep_alive_s = *properties.server_keep_alive;
  Limits& limits = connection.server_limits;
  limits.receive_maximum = properties.receive_maximum.value_or(65'535);
  limits.maximum_packet_size = properties.maximum_packet_size;
  limits.topic_alias_maximum = properties.topic_alias_maximum.value_or(0);
  limits.maximum_qos = static_cast<Qos>(properties.maximum_qos.value_or(2));
  limits.retain = properties.retain_available.value_or(1) != 0;
  limits.wildcard_subscriptions = properties.wildcard_subscription_available.value_or(1) != 0;
  limits.subscription_identifiers = properties.subscription_identifier_available.value_or(1) != 0;
  limits.shared_subscriptions = properties.shared_subscription_available.value_or(1) != 0;
  check_limits_kept();
  join_session(packet.session_present && !connection.clean_start);
}

void TraceFacts::join_session(bool session_present) {
  ConnectionFacts& connection = *connection_;
  // A CONNECT whose fate is unknown, or two connections at a time: then nobody outside can tell
  // which of them made the session and what each of them still got through.
  bool unclear = false;
  for (const auto* other : connections_of(connection.client_id)) {
    if (other == &connection) continue;
    if (other->connack == never ||
        (other->connect < connection.connect && overlap(*other, connection)))
      unclear = true;
  }
  SessionFacts& provisional = current_session();
  provisional.client_id = connection.client_id;
  if (session_present) {
    const auto earlier = newest_session_.find(connection.client_id);
    if (earlier == newest_session_.end()) {
      provisional.whole = false;
    } else {
      if (!provisional.answer_counts.empty()) unclear = true;  // packets sent before the CONNACK
      connection.session = earlier->second;
    }
  }
  if (const auto earlier = newest_session_.find(connection.client_id);
      !session_present && !connection.clean_start && earlier != newest_session_.end() &&
      should_be_left(sessions_[earlier->second])) {
    provisional.denied = &sessions_[earlier->second];
    provisional.uncertain = true;
  }
  newest_session_[connection.client_id] = connection.session;
  SessionFacts& session = current_session();
  session.connections.push_back(connection.id);
  if (session_present && (unclear || session.version != connection.version))
    session.uncertain = true;
}

// By what was agreed when it was served last.
bool TraceFacts::should_be_left(const SessionFacts& earlier) const {
  const ConnectionFacts& last = at(earlier.connections.back());
  if (last.version != connection_->version) return false;
  const std::uint32_t interval_s =
      last.disconnect_expiry_interval_s.value_or(last.session_expiry_interval_s);
  if (interval_s == 0 || interval_s == forever_s) return interval_s != 0;
  const Position end = std::min({last.client_closed, last.server_closed, position_});
  return time() <= time_of(end) + Time{interval_s} * 1'000;
}

void TraceFacts::read_disconnect(const Disconnect& packet, Sender sender) {
  ConnectionFacts& connection = *connection_;
  if (sender == Sender::server) {
    connection.server_disconnect = std::min(connection.server_disconnect, position_);
  } else if (connection.client_disconnect == never) {
    connection.client_disconnect = position_;
    connection.client_disconnect_code = packet.reason_code;
    connection.client_disconnect_at = time();
    connection.disconnect_expiry_interval_s = packet.properties.session_expiry_interval;
  }
}

void TraceFacts::note_request(Sender answerer, PacketType type, std::uint16_t packet_id) {
  const AnswerKey key{answerer, type, packet_id};
  request_ = key;
  connection_->requests[key].push_back({position_});
  ++current_session().answer_counts[key].requests;
}

void TraceFacts::note_answer(Sender answerer, PacketType type, std::uint16_t packet_id) {
  const AnswerKey key{answerer, type, packet_id};
  ++current_session().answer_counts[key].answers;
  const auto found = connection_->requests.find(key);
  if (found == connection_->requests.end()) return;
  const auto first = std::ranges::find(found->second, never, &Request::answered);
  if (first == found->second.end()) return;
  answers_ = first->event;
  if (answerer == Sender::server)
    connection_->processed = std::max(connection_->processed, first->event);
  first->answered = position_;
  // One PUBREL or PUBCOMP may well answer all the packets that asked for it: what a second one of
  // them means, when the first has ended the exchange, is not said (3.6.2.1).
  if (type == PacketType::pubrel || type == PacketType::pubcomp)
    for (auto request = first; request != found->second.end(); ++request)
      request->answered = position_;
}

}  // namespace mqttspec::model::monitors
