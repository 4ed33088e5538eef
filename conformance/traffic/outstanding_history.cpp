// See outstanding.hpp: the packets that are not in order, and what has to be told of before them.
#include <algorithm>

#include "codec/decode.hpp"
#include "codec/owned.hpp"
#include "conformance/traffic/outstanding.hpp"

namespace mqttspec::conformance::traffic {

using model::TraceEvent;
using Kind = TraceEvent::Kind;

namespace {

constexpr std::size_t most_in_preface = 64;
constexpr std::size_t stages = 3;  // of an exchange, which may have come with one packet

TraceEvent bare_event(Sender from, Version version, model::Time at) {
  const auto kind = from == Sender::client ? Kind::client_packet : Kind::server_packet;
  return {kind, at, 1, version, nullptr, std::nullopt};
}

// What the views of an event's packet show.
struct Held {
  std::vector<std::uint8_t> bytes;
  std::string topic;
  std::string digest;
  std::optional<owned::Packet> packet;
  std::optional<BorrowedPacket> borrowed;
};

TraceEvent event_of_publish(Sender from, Version version, model::Time at, Publish packet,
                            std::string topic, std::string payload_digest) {
  const auto held = std::make_shared<Held>();
  held->topic = std::move(topic);
  held->digest = std::move(payload_digest);
  auto event = bare_event(from, version, at);
  packet.topic = held->topic;
  packet.payload = as_bytes(held->digest);
  event.bytes = {held, &held->bytes};
  event.packet = packet;
  return event;
}

template <class Typed>
TraceEvent event_of_acknowledgement(Sender from, Version version, model::Time at,
                                    std::uint16_t packet_id) {
  auto event = bare_event(from, version, at);
  event.bytes = std::make_shared<const std::vector<std::uint8_t>>();
  Typed packet;
  packet.packet_id = packet_id;
  event.packet = packet;
  return event;
}

}  // namespace

TraceEvent event_of(Sender from, Version version, model::Time at, Bytes bytes) {
  const auto held = std::make_shared<Held>();
  held->bytes.assign(bytes.begin(), bytes.end());
  auto event = bare_event(from, version, at);
  event.bytes = {held, &held->bytes};
  auto decoded = decode_packet(Bytes(held->bytes), {.version = version, .sender = from});
  if (!decoded) {
    event.kind = from == Sender::client ? Kind::client_garbage : Kind::server_garbage;
    return event;
  }
  if (auto* publish = std::get_if<Publish>(&decoded->packet)) {
    held->digest = digest(publish->payload);
    publish->payload = as_bytes(held->digest);
  }
  event.packet = decoded->packet;
  return event;
}

struct Outstanding::Taker {
  Outstanding& self;
  Sender from;
  Bytes bytes;

  void operator()(const Connect& packet) const {
    self.keep(from, bytes);
    if (self.has_connect_) self.is_confused_ = true;
    self.read_connect(packet);
  }
  void operator()(const Connack& packet) const {
    self.keep(from, bytes);
    if (self.has_connack_) self.is_confused_ = true;
    self.read_connack(packet);
  }
  void operator()(const Disconnect&) const {
    if (!self.side(from).has_disconnected) self.keep(from, bytes);
    self.side(from).has_disconnected = true;
  }
  void operator()(const Auth&) const { self.keep(from, bytes); }
  void operator()(const Publish& packet) const { self.force_publish(from, packet); }
  template <PacketType type>
  void operator()(const PublishAck<type>& packet) const {
    self.force_acknowledgement(from, type, packet.packet_id, is_failure(packet.reason_code));
  }
  void operator()(const Subscribe& packet) const {
    request(PacketType::suback, packet.packet_id, packet.subscriptions.size(), packet);
  }
  void operator()(const Unsubscribe& packet) const {
    request(PacketType::unsuback, packet.packet_id, packet.topic_filters.size(), packet);
  }
  void operator()(const Suback& packet) const { self.requests_.erase(packet.packet_id); }
  void operator()(const Unsuback& packet) const { self.requests_.erase(packet.packet_id); }
  void operator()(const Pingreq&) const {}
  void operator()(const Pingresp&) const {}

  void request(PacketType answer, std::uint16_t packet_id, std::size_t filters,
               const Packet& packet) const {
    self.requests_.insert_or_assign(
        packet_id, Request{answer, filters, self.count_, self.now_, to_owned(packet)});
  }
};

void Outstanding::take(Sender from, const Packet& packet, Bytes bytes, model::Time at) {
  now_ = at;
  ++count_;
  std::visit(Taker{*this, from, bytes}, packet);
}

void Outstanding::keep(Sender from, Bytes bytes) {
  if (preface_.size() < most_in_preface)
    preface_.push_back(event_of(from, version_, now_, bytes));
  else
    is_confused_ = true;
}

void Outstanding::read_connect(const Connect& packet) {
  if (has_connect_) return;
  has_connect_ = true;
  version_ = packet.version;
  for (auto& event : preface_) event.version = version_;
  Side& server = side(Sender::server);
  server.receive_maximum = packet.properties.receive_maximum.value_or(65'535);
  server.topic_alias_maximum = packet.properties.topic_alias_maximum.value_or(0);
  server.maximum_packet_size = packet.properties.maximum_packet_size.value_or(0xFFFF'FFFF);
  wants_no_problems_ = packet.properties.request_problem_information.value_or(1) == 0;
}

void Outstanding::read_connack(const Connack& packet) {
  if (has_connack_) return;
  has_connack_ = true;
  // Nothing is plain on a connection that was refused.
  if (packet.reason_code != ReasonCode::success) is_confused_ = true;
  const auto& properties = packet.properties;
  Side& client = side(Sender::client);
  client.receive_maximum = properties.receive_maximum.value_or(65'535);
  client.topic_alias_maximum = properties.topic_alias_maximum.value_or(0);
  client.maximum_packet_size = properties.maximum_packet_size.value_or(0xFFFF'FFFF);
  maximum_qos_ = static_cast<Qos>(properties.maximum_qos.value_or(2));
  retain_available_ = properties.retain_available.value_or(1) != 0;
  lacks_something_ = properties.wildcard_subscription_available.value_or(1) == 0 ||
                     properties.subscription_identifier_available.value_or(1) == 0 ||
                     properties.shared_subscription_available.value_or(1) == 0;
}

void Outstanding::force_publish(Sender from, const Publish& packet) {
  Side& publisher = side(from);
  std::string_view topic = packet.topic;
  if (const auto alias = packet.properties.topic_alias) {
    if (!packet.topic.empty())
      publisher.aliases.insert_or_assign(*alias, std::string(packet.topic));
    else if (const auto found = publisher.aliases.find(*alias); found != publisher.aliases.end())
      topic = found->second;
  }
  if (packet.qos == Qos::at_most_once) return;
  const auto found = publisher.exchanges.find(packet.packet_id);
  if (found != publisher.exchanges.end() && found->second.qos == packet.qos &&
      found->second.topic == topic && found->second.digest == digest(packet.payload))
    return;  // sent again
  if (found != publisher.exchanges.end()) end(publisher, packet.packet_id);
  open(publisher, packet, topic);
  if (from == Sender::server)
    answers_[packet.qos == Qos::at_least_once ? 0 : 1].push(packet.packet_id, count_);
}

void Outstanding::force_acknowledgement(Sender from, PacketType type, std::uint16_t packet_id,
                                        bool failure) {
  const Sender who = type == PacketType::pubrel ? from : other(from);
  Side& publisher = side(who);
  const auto found = publisher.exchanges.find(packet_id);
  if (found == publisher.exchanges.end()) {
    if (type == PacketType::pubcomp) has_unclear_quota_ = true;
    return;
  }
  if (type == PacketType::puback || type == PacketType::pubcomp ||
      (type == PacketType::pubrec && failure))
    return end(publisher, packet_id);
  const auto stage = type == PacketType::pubrec ? Stage::received : Stage::released;
  if (found->second.stage >= stage) return;
  // A PUBREL without PUBREC is told of as if there had been one.
  for (auto each = static_cast<std::size_t>(found->second.stage) + 1;
       each <= static_cast<std::size_t>(stage); ++each) {
    found->second.order[each] = count_;
    found->second.at[each] = now_;
  }
  found->second.stage = stage;
  if (stage == Stage::received && who == Sender::client) releases_.push(packet_id, count_);
}

std::vector<TraceEvent> Outstanding::history() const {
  auto events = preface_;
  events.insert(events.begin(), {Kind::opened, 0, 1, version_, nullptr, std::nullopt});
  std::vector<std::pair<std::size_t, TraceEvent>> later;
  for (const Sender sender : {Sender::client, Sender::server}) {
    for (const auto& [alias, topic] : side(sender).aliases) {
      Publish packet;
      packet.properties.topic_alias = alias;
      events.push_back(event_of_publish(sender, version_, now_, packet, topic, ""));
    }
    for (const auto& [packet_id, exchange] : side(sender).exchanges) {
      Publish packet;
      packet.dup = exchange.dup;
      packet.qos = exchange.qos;
      packet.retain = exchange.retain;
      packet.packet_id = packet_id;
      if (exchange.expires) packet.properties.message_expiry_interval = 1;
      later.emplace_back(exchange.order[0] * stages,
                         event_of_publish(sender, version_, exchange.at[0], packet, exchange.topic,
                                          exchange.digest));
      if (exchange.stage >= Stage::received)
        later.emplace_back(
            exchange.order[1] * stages + 1,
            event_of_acknowledgement<Pubrec>(other(sender), version_, exchange.at[1], packet_id));
      if (exchange.stage == Stage::released)
        later.emplace_back(
            exchange.order[2] * stages + 2,
            event_of_acknowledgement<Pubrel>(sender, version_, exchange.at[2], packet_id));
    }
  }
  for (const auto& [packet_id, request] : requests_) {
    const auto held = std::make_shared<Held>();
    held->packet = request.packet;
    held->borrowed.emplace(*held->packet);
    auto event = bare_event(Sender::client, version_, request.at);
    event.bytes = {held, &held->bytes};
    event.packet = held->borrowed->packet();
    later.emplace_back(request.order * stages, std::move(event));
  }
  std::ranges::sort(later, {}, [](const auto& entry) { return entry.first; });
  for (auto& [order, event] : later) events.push_back(std::move(event));
  return events;
}

}  // namespace mqttspec::conformance::traffic
