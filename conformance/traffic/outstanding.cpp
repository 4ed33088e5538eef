// See outstanding.hpp: the packets that are in order.
#include "conformance/traffic/outstanding.hpp"

#include <functional>

#include "codec/bytes.hpp"
#include "codec/owned.hpp"

namespace mqttspec::conformance::traffic {

namespace {

constexpr std::size_t all_packet_ids = 65'536;

Sender publisher_of(Sender from, PacketType acknowledgement) {
  return acknowledgement == PacketType::pubrel ? from : other(from);
}

template <class Typed>
bool has_properties(const Typed& packet) {
  if constexpr (requires { packet.properties.reason_string; })
    return packet.properties.reason_string.has_value() ||
           !packet.properties.user_properties.empty();
  return false;
}

}  // namespace

std::string digest(Bytes payload) {
  const auto hash = std::hash<std::string_view>{}(as_text(payload));
  std::string text;  // short enough to need no memory of its own
  text.append(reinterpret_cast<const char*>(&hash), sizeof hash);
  const auto size = static_cast<std::uint32_t>(payload.size());
  text.append(reinterpret_cast<const char*>(&size), sizeof size);
  return text;
}

void Outstanding::Queue::push(std::uint16_t packet_id, std::size_t order) {
  if (empty()) {
    entries_.clear();
    first_ = 0;
  } else if (first_ > 64 && first_ * 2 > entries_.size()) {
    entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
  entries_.emplace_back(packet_id, order);
}

// Packets of CONNECT, CONNACK, DISCONNECT and AUTH are few, and left to the monitors.
struct Outstanding::PlainTaker {
  Outstanding& self;
  Sender from;
  const Packet& packet;

  bool operator()(const Publish& typed) const { return self.take_publish(from, typed); }
  template <PacketType type>
  bool operator()(const PublishAck<type>& typed) const {
    if (self.wants_no_problems_ && from == Sender::server && has_properties(typed)) return false;
    return self.take_acknowledgement(from, type, typed.packet_id, is_failure(typed.reason_code));
  }
  bool operator()(const Subscribe& typed) const {
    return self.take_request(from, PacketType::suback, typed.packet_id, typed.subscriptions.size(),
                             packet);
  }
  bool operator()(const Unsubscribe& typed) const {
    return self.take_request(from, PacketType::unsuback, typed.packet_id,
                             typed.topic_filters.size(), packet);
  }
  bool operator()(const Suback& typed) const { return answers(typed, PacketType::suback); }
  bool operator()(const Unsuback& typed) const { return answers(typed, PacketType::unsuback); }
  bool operator()(const Pingreq&) const { return true; }
  bool operator()(const Pingresp&) const { return true; }
  template <class Typed>
  bool operator()(const Typed&) const {
    return false;
  }

  template <class Typed>
  bool answers(const Typed& typed, PacketType type) const {
    if (self.wants_no_problems_ && has_properties(typed)) return false;
    return self.take_answer(type, typed.packet_id, typed.reason_codes.size());
  }
};

bool Outstanding::take_plain(Sender from, const Packet& packet, std::size_t size, model::Time at) {
  const Side& sender = side(from);
  if (!has_connack_ || sender.has_disconnected || size > sender.maximum_packet_size) return false;
  now_ = at;
  ++count_;
  return std::visit(PlainTaker{*this, from, packet}, packet);
}

bool Outstanding::take_alias(Side& side, const Publish& packet, std::string_view& topic) {
  const auto alias = packet.properties.topic_alias;
  if (!alias) return true;
  if (*alias > side.topic_alias_maximum) return false;
  if (!packet.topic.empty()) {
    side.aliases.insert_or_assign(*alias, std::string(packet.topic));
    return true;
  }
  const auto found = side.aliases.find(*alias);
  if (found == side.aliases.end()) return false;
  topic = found->second;
  return true;
}

bool Outstanding::take_publish(Sender from, const Publish& packet) {
  Side& publisher = side(from);
  if (from == Sender::client &&
      (packet.qos > maximum_qos_ || (packet.retain && !retain_available_) ||
       !packet.properties.subscription_identifiers.empty()))
    return false;
  if (packet.qos != Qos::at_most_once) {
    if (packet.dup || publisher.exchanges.contains(packet.packet_id) ||
        publisher.exchanges.size() >= publisher.receive_maximum)
      return false;
    if (from == Sender::client && requests_.contains(packet.packet_id)) return false;
  }
  std::string_view topic = packet.topic;
  if (!take_alias(publisher, packet, topic)) return false;
  if (packet.qos == Qos::at_most_once) return true;
  open(publisher, packet, topic);
  if (from == Sender::server)
    answers_[packet.qos == Qos::at_least_once ? 0 : 1].push(packet.packet_id, count_);
  return true;
}

void Outstanding::open(Side& side, const Publish& packet, std::string_view topic) {
  Exchange exchange;
  exchange.qos = packet.qos;
  exchange.retain = packet.retain;
  exchange.dup = packet.dup;
  exchange.expires = packet.properties.message_expiry_interval.has_value();
  exchange.order[0] = count_;
  exchange.at[0] = now_;
  exchange.topic = topic;
  exchange.digest = digest(packet.payload);
  side.exchanges.insert_or_assign(packet.packet_id, std::move(exchange));
}

void Outstanding::end(Side& side, std::uint16_t packet_id) {
  side.exchanges.erase(packet_id);
  if (!side.used) side.used = std::make_unique<std::vector<bool>>(all_packet_ids);
  (*side.used)[packet_id] = true;
}

// True if it is the oldest of those in the queue that are still at that stage.
bool Outstanding::is_next(Queue& queue, const Side& publisher, std::uint16_t packet_id,
                          Stage stage) const {
  for (; !queue.empty(); queue.pop()) {
    const auto& [id, order] = queue.front();
    const auto found = publisher.exchanges.find(id);
    if (found == publisher.exchanges.end() || found->second.stage != stage ||
        found->second.order[static_cast<std::size_t>(stage)] != order)
      continue;
    return id == packet_id;
  }
  return false;
}

bool Outstanding::take_acknowledgement(Sender from, PacketType type, std::uint16_t packet_id,
                                       bool failure) {
  const Sender who = publisher_of(from, type);
  Side& publisher = side(who);
  const auto found = publisher.exchanges.find(packet_id);
  if (found == publisher.exchanges.end()) return false;
  Exchange& exchange = found->second;
  const auto needed = type == PacketType::pubrel    ? Stage::received
                      : type == PacketType::pubcomp ? Stage::released
                                                    : Stage::published;
  const auto qos = type == PacketType::puback ? Qos::at_least_once : Qos::exactly_once;
  if (exchange.stage != needed || exchange.qos != qos) return false;
  const bool is_first = type == PacketType::puback || type == PacketType::pubrec;
  if (is_first && from == Sender::client &&
      !is_next(answers_[type == PacketType::puback ? 0 : 1], publisher, packet_id,
               Stage::published))
    return false;
  if (type == PacketType::pubrel &&
      (failure ||
       (from == Sender::client && !is_next(releases_, publisher, packet_id, Stage::received))))
    return false;
  if (type == PacketType::puback || type == PacketType::pubcomp || failure) {
    end(publisher, packet_id);
    return true;
  }
  const auto stage = type == PacketType::pubrec ? Stage::received : Stage::released;
  exchange.stage = stage;
  exchange.order[static_cast<std::size_t>(stage)] = count_;
  exchange.at[static_cast<std::size_t>(stage)] = now_;
  if (stage == Stage::received && who == Sender::client) releases_.push(packet_id, count_);
  return true;
}

bool Outstanding::take_request(Sender from, PacketType type, std::uint16_t packet_id,
                               std::size_t filters, const Packet& packet) {
  if (from != Sender::client || lacks_something_ || requests_.contains(packet_id) ||
      side(Sender::client).exchanges.contains(packet_id))
    return false;
  requests_.emplace(packet_id, Request{type, filters, count_, now_, to_owned(packet)});
  return true;
}

bool Outstanding::take_answer(PacketType type, std::uint16_t packet_id, std::size_t codes) {
  const auto found = requests_.find(packet_id);
  if (found == requests_.end() || found->second.type != type) return false;
  const bool has_codes = type == PacketType::suback || version_ == Version::v5_0;
  if (has_codes && codes != found->second.filters) return false;
  requests_.erase(found);
  return true;
}

bool Outstanding::waits_for(Sender answerer, PacketType answer, std::uint16_t packet_id) const {
  if (answer == PacketType::suback || answer == PacketType::unsuback) {
    const auto found = requests_.find(packet_id);
    return found != requests_.end() && found->second.type == answer;
  }
  const auto& exchanges = side(publisher_of(answerer, answer)).exchanges;
  const auto found = exchanges.find(packet_id);
  if (found == exchanges.end()) return false;
  const auto& exchange = found->second;
  switch (answer) {
    case PacketType::puback:
      return exchange.qos == Qos::at_least_once;
    case PacketType::pubrec:
      return exchange.qos == Qos::exactly_once && exchange.stage == Stage::published;
    case PacketType::pubrel:
      return exchange.stage == Stage::received;
    default:
      return exchange.stage == Stage::released;
  }
}

bool Outstanding::has_used(Sender publisher, std::uint16_t packet_id) const {
  const auto& used = side(publisher).used;
  return used && (*used)[packet_id];
}

}  // namespace mqttspec::conformance::traffic
