// Packets and scripts for scenarios, in few words.
#pragma once

#include "model/explore/scenario.hpp"
#include "model/state.hpp"

namespace mqttspec::model::explore {

struct ConnectWords {
  Version version = Version::v5_0;
  bool clean = false;
  std::uint32_t expiry = never_expires;  // seconds
  std::optional<std::uint16_t> receive_maximum = std::nullopt;
  std::optional<std::uint32_t> maximum_packet_size = std::nullopt;
  std::optional<std::uint16_t> topic_alias_maximum = std::nullopt;
  const ScenarioMessage* will = nullptr;
  std::uint32_t will_delay = 0;  // seconds
  std::string_view method = {};  // Authentication Method, if any
  std::uint16_t keep_alive = 0;  // seconds
};

inline Packet connect(std::string_view client_id, const ConnectWords& words = {}) {
  Connect packet;
  packet.version = words.version;
  packet.clean_start = words.clean;
  packet.client_id = client_id;
  packet.keep_alive = words.keep_alive;
  if (words.version == Version::v5_0) {
    auto& properties = packet.properties;
    if (words.expiry != 0) properties.session_expiry_interval = words.expiry;
    properties.receive_maximum = words.receive_maximum;
    properties.maximum_packet_size = words.maximum_packet_size;
    properties.topic_alias_maximum = words.topic_alias_maximum;
    if (!words.method.empty()) properties.authentication_method = words.method;
  }
  if (words.will != nullptr) {
    packet.will.emplace();
    packet.will->topic = words.will->topic;
    packet.will->payload = as_bytes(words.will->payload);
    packet.will->qos = words.will->qos;
    packet.will->retain = words.will->retain;
    if (words.will_delay != 0) packet.will->properties.will_delay_interval = words.will_delay;
  }
  return packet;
}

/// The subscriptions have to outlive the scenario.
inline Act subscribe(std::span<const Subscription> subscriptions) {
  Subscribe packet;
  packet.subscriptions = subscriptions;
  return {packet};
}

inline Act unsubscribe(std::span<const TopicFilter> topic_filters) {
  Unsubscribe packet;
  packet.topic_filters = topic_filters;
  return {packet};
}

inline Act publish(MessageIndex message) { return {Publish{}, message}; }

inline Act disconnect(ReasonCode code = ReasonCode::normal_disconnection) {
  Disconnect packet;
  packet.reason_code = code;
  return {packet};
}

inline Act authenticate_anew() { return {Auth{}}; }

/// Every illegal packet that is one on each connection of the version, or also what is illegal at
/// that place.
inline std::vector<Act> every_breach(Version version,
                                     IllegalPacket::Place place = IllegalPacket::Place::anywhere) {
  using Place = IllegalPacket::Place;
  std::vector<Act> acts;
  for (const auto& packet : illegal_packets())
    if (!packet.bytes(version).empty() &&
        (packet.place == Place::anywhere || packet.place == Place::later || packet.place == place))
      acts.push_back({Packet(), no_message, &packet});
  return acts;
}

/// What exceeds a Receive Maximum of 1, of a Server of 5.0; last among the ways of an act.
inline Act exceed_receive_maximum() {
  const auto all = illegal_packets();
  const auto packet = std::ranges::find(all, IllegalPacket::Place::excess, &IllegalPacket::place);
  return {Packet(), no_message, &*packet};
}

/// All that no Client may begin with.
inline std::vector<IllegalFirst> every_first_breach() {
  using Place = IllegalPacket::Place;
  std::vector<IllegalFirst> breaches;
  for (const auto& packet : illegal_packets())
    for (const auto version : {Version::v3_1_1, Version::v5_0})
      if (!packet.bytes(version).empty() &&
          (packet.place == Place::anywhere || packet.place == Place::first))
        breaches.push_back({&packet, version});
  return breaches;
}

inline Act ping() { return {Pingreq{}}; }

}  // namespace mqttspec::model::explore
