// What no Client may send: for each way to break the rules a packet as bytes, so that the codec
// finds out what is wrong with it where it can.
#pragma once

#include <span>
#include <string_view>

#include "spec/register.hpp"

namespace mqttspec::model::explore {

struct IllegalPacket {
  enum class Place : std::uint8_t {
    anywhere,
    first,   // a CONNECT that is wrong
    later,   // wrong behind a CONNECT only
    beyond,  // … and only where the Server offers less than everything
    barred,  // … and only where CONNECT asked for no Session Expiry Interval
    excess   // … and only while a QoS 2 message without PUBREL uses up Receive Maximum 1
  };
  std::string_view name;
  std::string_view v3_1_1;  // its bytes; none where it breaks no rule
  std::string_view v5_0;
  Place place = Place::anywhere;
  bool is_refused_in_3_1_1 = false;  // by CONNACK; other errors in CONNECT are not

  constexpr std::string_view bytes(Version version) const {
    return version == Version::v5_0 ? v5_0 : v3_1_1;
  }
};

std::span<const IllegalPacket> illegal_packets();

}  // namespace mqttspec::model::explore
