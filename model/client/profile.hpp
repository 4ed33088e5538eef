// Which of the permitted variants a Client is. Data, not code.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "model/profile.hpp"

namespace mqttspec::model::client {

struct Profile {
  std::string_view name = "plain";
  std::string_view summary = "the plain choice everywhere";

  std::uint32_t patience = 10;                       // seconds for CONNACK and PINGRESP
  Qos2Method qos_2_method = Qos2Method::on_publish;  // F03, as a receiver
  bool sends_optional_disconnect = true;             // F10
  bool one_message_at_a_time = false;                // F12
  bool goes_on_without_session = true;               // 3.1.1 section 3.2.2.2, if unexpected
  std::uint32_t retry_interval = 0;                  // F19: seconds, in 3.1.1; 0 for never
  bool uses_topic_alias = false;                     // F21
  bool reports_unknown_packet_id = true;             // F23
  bool pings_when_connected = false;                 // 3.1.2.10: a PINGREQ whenever it likes
  bool returns_by_assigned_id = true;  // 5.0 section 3.2.2.3.7, if it let the Server choose
  bool checks_subscriptions = true;    // 5.0 section 3.3.4: QoS and identifiers of what it gets
};

/// The named profiles, plain first.
std::span<const Profile> profiles();

/// The profile of that name, or nullptr.
const Profile* find_profile(std::string_view name);

}  // namespace mqttspec::model::client
