// Makes the packets of a trace, and keeps what they borrow.
#include "model/monitors/testing/trace_of.hpp"

#include <fmt/core.h>

namespace mqttspec::model::monitors::testing {

TraceOf& TraceOf::add(TraceEvent::Kind kind, ConnectionId connection, std::optional<Packet> packet,
                      std::size_t size) {
  TraceEvent event{kind, now_, connection, version_, nullptr, std::move(packet)};
  if (size > 0) event.bytes = std::make_shared<const std::vector<std::uint8_t>>(size);
  trace_.push_back(std::move(event));
  return *this;
}

TraceOf& TraceOf::garbage(ConnectionId connection, std::uint8_t first_byte) {
  garbage(connection);
  trace_.back().bytes =
      std::make_shared<const std::vector<std::uint8_t>>(std::initializer_list{first_byte});
  return *this;
}

Publish TraceOf::make(const Pub& publish) {
  Publish packet;
  packet.dup = publish.dup;
  packet.qos = publish.qos;
  packet.retain = publish.retain;
  packet.topic = keep(publish.topic);
  packet.packet_id = publish.id;
  packet.payload = as_bytes(keep(publish.payload));
  packet.properties = publish.properties;
  auto& identifiers = kept_->identifiers.emplace_back();
  for (const std::uint32_t identifier : publish.subscription_identifiers)
    identifiers.push_back({identifier});
  packet.properties.subscription_identifiers = std::span<const SubscriptionIdentifier>(identifiers);
  auto& properties = kept_->user_properties.emplace_back();
  for (const auto& [name, value] : publish.user_properties)
    properties.push_back({keep(name), keep(value)});
  packet.properties.user_properties = std::span<const UserProperty>(properties);
  return packet;
}

Packet TraceOf::connect_packet(const std::string& client_id, bool clean,
                               ConnectProperties properties, const std::optional<TheWill>& will) {
  Connect packet;
  packet.version = version_;
  packet.clean_start = clean;
  packet.keep_alive = keep_alive_s_;
  packet.properties = properties;
  packet.client_id = keep(client_id);
  if (will) {
    packet.will = Will{keep(will->topic), as_bytes(keep(will->payload)), will->qos, will->retain,
                       will->properties};
  }
  return packet;
}

TraceOf& TraceOf::connect(ConnectionId connection, std::string client_id, bool clean,
                          bool session_present, ConnectProperties properties,
                          ConnackProperties granted, std::optional<TheWill> will) {
  if (client_id.empty()) client_id = fmt::format("c{}", connection);
  Connack connack;
  connack.session_present = session_present;
  connack.properties = granted;
  add(TraceEvent::Kind::opened, connection, {}, 0);
  return c(connection, connect_packet(client_id, clean, properties, will))
      .s(connection, Packet(connack));
}

Packet TraceOf::subscribe_packet(const std::vector<Sub>& subs, std::uint16_t id,
                                 std::optional<std::uint32_t> identifier) {
  Subscribe packet;
  packet.packet_id = id;
  packet.properties.subscription_identifier = identifier;
  auto& subscriptions = kept_->subscriptions.emplace_back();
  for (const Sub& sub : subs)
    subscriptions.push_back(
        {keep(sub.filter), sub.qos, sub.no_local, sub.retain_as_published, sub.retain_handling});
  packet.subscriptions = std::span<const Subscription>(subscriptions);
  return packet;
}

Packet TraceOf::suback_packet(std::uint16_t id, std::vector<std::uint8_t> codes) {
  Suback packet;
  packet.packet_id = id;
  packet.reason_codes = as_bytes(keep(std::string(codes.begin(), codes.end())));
  return packet;
}

Packet TraceOf::unsubscribe_packet(const std::string& filter, std::uint16_t id) {
  Unsubscribe packet;
  packet.packet_id = id;
  auto& filters = kept_->filters.emplace_back();
  filters.push_back({keep(filter)});
  packet.topic_filters = std::span<const TopicFilter>(filters);
  return packet;
}

Packet TraceOf::unsuback_packet(std::uint16_t id, std::vector<std::uint8_t> codes) {
  Unsuback packet;
  packet.packet_id = id;
  packet.reason_codes = as_bytes(keep(std::string(codes.begin(), codes.end())));
  return packet;
}

TraceOf& TraceOf::subscribe(ConnectionId connection, std::vector<Sub> subs, std::uint16_t id,
                            std::optional<std::uint32_t> identifier) {
  std::vector<std::uint8_t> codes;
  for (const Sub& sub : subs) codes.push_back(static_cast<std::uint8_t>(sub.qos));
  return c(connection, subscribe_packet(subs, id, identifier))
      .s(connection, suback_packet(id, codes));
}

TraceOf& TraceOf::unsubscribe(ConnectionId connection, std::string filter, std::uint16_t id) {
  std::vector<std::uint8_t> codes;
  if (version_ == Version::v5_0) codes.push_back(0);
  return c(connection, unsubscribe_packet(filter, id)).s(connection, unsuback_packet(id, codes));
}

TraceOf& TraceOf::published(ConnectionId connection, const Pub& publish) {
  c(connection, publish);
  if (publish.qos == Qos::at_least_once) s(connection, Packet(Puback{publish.id, {}, {}}));
  if (publish.qos == Qos::exactly_once)
    s(connection, Packet(Pubrec{publish.id, {}, {}}))
        .c(connection, Packet(Pubrel{publish.id, {}, {}}))
        .s(connection, Packet(Pubcomp{publish.id, {}, {}}));
  return *this;
}

TraceOf& TraceOf::delivered(ConnectionId connection, const Pub& publish) {
  s(connection, publish);
  if (publish.qos == Qos::at_least_once) c(connection, Packet(Puback{publish.id, {}, {}}));
  if (publish.qos == Qos::exactly_once)
    c(connection, Packet(Pubrec{publish.id, {}, {}}))
        .s(connection, Packet(Pubrel{publish.id, {}, {}}))
        .c(connection, Packet(Pubcomp{publish.id, {}, {}}));
  return *this;
}

}  // namespace mqttspec::model::monitors::testing
