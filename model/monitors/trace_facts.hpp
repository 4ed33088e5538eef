// What monitors judge by: the trace, read into facts once for all of them. This interprets packets
// but judges nothing, and where the trace leaves something open, it says so instead of guessing.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "model/monitors/connection_facts.hpp"
#include "model/monitors/message_facts.hpp"
#include "model/monitors/session_facts.hpp"
#include "model/trace.hpp"

namespace mqttspec::model::monitors {

/// The properties of a PUBLISH that belong to its message.
MessageProperties properties_of(const Publish& packet);

/// The packet's Packet Identifier, 0 if it has none.
std::uint16_t packet_id_of(const Packet& packet);

/// What a PUBLISH from the server can come from.
struct Sources {
  const Origins* origins;
  SubscriptionList subscriptions;
};

/// Takes a trace event by event. References stay valid, as connections, sessions and origins are
/// never removed.
class TraceFacts {
 public:
  void observe(const TraceEvent& event);

  /// Position of the newest event.
  Position now() const { return position_; }
  Time time() const { return times_.empty() ? 0 : times_.back(); }
  /// When the event at that position was seen; it must be in the trace.
  Time time_of(Position event) const { return times_[event]; }
  /// The connection of the newest event.
  const ConnectionFacts& connection() const { return *connection_; }
  /// Its session; from CONNECT on. Before, an unnamed one that is not judgeable.
  const SessionFacts& session() const { return sessions_[connection_->session]; }
  /// Topic Name of the newest PUBLISH with its alias resolved; empty if the alias is unknown.
  const std::string& topic() const { return topic_; }
  /// What the newest PUBLISH carries, on that topic.
  const MessageKey& message() const { return message_; }
  /// What the newest event can come from, if it is a PUBLISH from the server, on a connection and
  /// in a session that can be judged, on a topic that clients of this trace publish to; else null.
  const Sources* sources() const { return sources_ ? &*sources_ : nullptr; }
  /// What the newest PUBLISH above QoS 0 is.
  SendingKind sending_kind() const { return kind_; }
  /// The exchange that the newest PUBLISH, PUBACK, PUBREC, PUBREL or PUBCOMP belongs to, or null.
  const Exchange* exchange() const { return exchange_; }
  /// The exchange as it was before the newest PUBLISH; null if its Packet Identifier was new.
  const Exchange* held() const { return held_ ? &*held_ : nullptr; }
  /// Position of the first packet that the newest one can be the answer to; `never` if there is
  /// none on its connection.
  Position answers() const { return answers_; }

  /// What the newest packet wants for an answer, or null.
  const AnswerKey* request() const { return request_ ? &*request_ : nullptr; }

  const std::map<ConnectionId, ConnectionFacts>& connections() const { return connections_; }
  /// Those with a CONNECT of that Client Identifier, the oldest first.
  std::span<const ConnectionFacts* const> connections_of(const std::string& client_id) const;
  const std::deque<SessionFacts>& sessions() const { return sessions_; }
  const ConnectionFacts& at(ConnectionId id) const { return connections_.at(id); }
  /// The ways in which a message can have come to the server so far; empty if there are none.
  const Origins& origins(const MessageKey& key) const;
  const std::map<MessageKey, Origins>& messages() const { return messages_; }
  /// True if some client sent bytes that are no packet: a server that does not notice may publish
  /// what they seem to say, so that not all messages are known.
  bool saw_client_garbage() const { return saw_client_garbage_; }
  /// True if clients of this trace published to the topic, or have it as a Will Topic.
  bool knows_topic(const std::string& topic) const { return topics_.contains(topic); }

 private:
  struct Reader;
  // trace_facts.cpp
  void read_packet(const TraceEvent& event, const Packet& packet, Sender sender);
  void read_connect(const TraceEvent& event, const Connect& packet);
  void read_connack(const Connack& packet);
  void join_session(bool session_present);
  bool should_be_left(const SessionFacts& earlier) const;
  void read_disconnect(const Disconnect& packet, Sender sender);
  void note_request(Sender answerer, PacketType type, std::uint16_t packet_id);
  void note_answer(Sender answerer, PacketType type, std::uint16_t packet_id);
  // trace_facts_messages.cpp
  SharedText kept(Bytes payload);
  MessageOrigin& note_origin(const MessageKey& key, Qos qos, bool retain);
  void note_will(const Will& will);
  void resolve_alias(const Publish& packet, Sender sender);
  void read_publish(const Publish& packet, Sender sender);
  void read_sending(const Publish& packet, const MessageKey& key, Sender sender);
  void note_delivery(const Publish& packet, const MessageKey& key);
  void note_sources();
  void note_denied_delivery(const Publish& packet, const MessageKey& key);
  void note_denied_release(std::uint16_t packet_id);
  void read_acknowledgement(PacketType type, std::uint16_t packet_id, ReasonCode code,
                            Sender sender);
  void settle_origin(PacketType type, MessageOrigin& origin, bool failure);
  // trace_facts_subscriptions.cpp
  void read_subscribe(const Subscribe& packet);
  void read_suback(const Suback& packet);
  void read_unsubscribe(const Unsubscribe& packet);
  void read_unsuback(const Unsuback& packet);
  // trace_facts_client.cpp
  void check_limits_kept();
  void check_client_packet(const Packet& packet, std::size_t size);
  void check_client_exchange(const Packet& packet);
  bool acknowledges_nothing(const Packet& packet) const;
  void note_client_error();
  bool subscribing_with(std::uint16_t packet_id) const;
  bool is_free(std::uint16_t packet_id) const;

  SessionFacts& current_session() { return sessions_[connection_->session]; }

  Position position_ = never;  // so that the first event is 0
  std::vector<Time> times_;    // by position
  ConnectionFacts* connection_ = nullptr;
  std::string topic_;
  MessageKey message_;
  std::optional<Sources> sources_;
  SendingKind kind_ = SendingKind::fresh;
  Exchange* exchange_ = nullptr;
  std::optional<Exchange> held_;
  Position answers_ = never;
  std::optional<AnswerKey> request_;

  std::map<ConnectionId, ConnectionFacts> connections_;
  std::map<std::string, std::vector<const ConnectionFacts*>> of_client_;
  std::deque<SessionFacts> sessions_;
  std::map<std::string, std::size_t> newest_session_;  // by Client Identifier, accepted ones
  std::map<MessageKey, Origins> messages_;
  std::set<std::string> topics_;
  std::set<SharedText, std::less<>> payloads_;  // each once
  bool saw_client_garbage_ = false;
};

}  // namespace mqttspec::model::monitors
