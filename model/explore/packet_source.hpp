// The packets that Clients send in a scenario: what stands behind a PacketInTransit.
#pragma once

#include <cassert>
#include <string>
#include <vector>

#include "codec/encode.hpp"
#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

/// The data of challenges, before their number: what the Authentication Method prescribes.
inline constexpr std::string_view challenge_text = "challenge-";

class PacketSource {
 public:
  /// Has to outlive the source.
  explicit PacketSource(const Scenario& scenario) : scenario_(scenario) {
    for (const auto& message : scenario.messages) publishes_.push_back(publish_of(message));
  }

  /// Of a Client; good until the next call.
  const Packet& packet(std::size_t whose, const PacketInTransit& in_transit) {
    const auto& script = scenario_.clients[whose];
    const auto acknowledge = [&]<class Ack>(Ack ack) -> const Packet& {
      ack.packet_id = in_transit.packet_id;
      ack.reason_code = static_cast<ReasonCode>(in_transit.code);
      return packet_ = ack;
    };
    switch (static_cast<PacketType>(in_transit.type)) {
      case PacketType::connect:
        return script.connects[in_transit.subject / ways][in_transit.subject % ways];
      case PacketType::publish: {
        auto& publish = std::get<Publish>(publishes_[in_transit.subject]);
        publish.packet_id = in_transit.packet_id;
        publish.dup = (in_transit.flags & PacketInTransit::dup) != 0;
        publish.properties.topic_alias.reset();
        if ((in_transit.flags & PacketInTransit::alias) != 0) publish.properties.topic_alias = 1;
        const bool has_topic = (in_transit.flags & PacketInTransit::no_topic) == 0;
        publish.topic = has_topic ? scenario_.messages[in_transit.subject].topic : "";
        return publishes_[in_transit.subject];
      }
      case PacketType::puback:
        return acknowledge(Puback{});
      case PacketType::pubrec:
        return acknowledge(Pubrec{});
      case PacketType::pubrel:
        return acknowledge(Pubrel{});
      case PacketType::pubcomp:
        return acknowledge(Pubcomp{});
      case PacketType::auth:
        return auth_of(in_transit);
      default:
        packet_ = scripted_packet(script, in_transit);
    }
    if (auto* subscribe = std::get_if<Subscribe>(&packet_))
      subscribe->packet_id = in_transit.packet_id;
    if (auto* other = std::get_if<Unsubscribe>(&packet_)) other->packet_id = in_transit.packet_id;
    return packet_;
  }

  /// The same as bytes, and what is illegal, too.
  std::vector<std::uint8_t> bytes(std::size_t whose, const PacketInTransit& in_transit,
                                  Version version) {
    std::vector<std::uint8_t> bytes;
    if (in_transit.type == PacketInTransit::no_type) {
      const auto illegal = as_bytes(illegal_packet(in_transit).bytes(version));
      bytes.assign(illegal.begin(), illegal.end());
    } else {
      [[maybe_unused]] const auto size =
          encode(packet(whose, in_transit), EncodeContext{version}, bytes);
      assert(size);
    }
    return bytes;
  }

 private:
  static Packet publish_of(const ScenarioMessage& message) {
    Publish publish;
    publish.topic = message.topic;
    publish.payload = as_bytes(message.payload);
    publish.qos = message.qos;
    publish.retain = message.retain;
    publish.properties.message_expiry_interval = message.expiry_interval;
    return publish;
  }

  const Packet& auth_of(const PacketInTransit& in_transit) {
    Auth auth;
    auth.reason_code = static_cast<ReasonCode>(in_transit.code);
    auth.properties.authentication_method = scenario_.profile->authentication_method;
    challenge_ = std::string(challenge_text) + std::to_string(in_transit.subject);
    if (auth.reason_code == ReasonCode::continue_authentication)
      auth.properties.authentication_data = as_bytes(challenge_);
    return packet_ = auth;
  }

  const Scenario& scenario_;
  std::vector<Packet> publishes_;
  Packet packet_;
  std::string challenge_;
};

}  // namespace mqttspec::model::explore
