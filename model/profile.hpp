// What a broker declares that it can do, and which of the permitted variants it is. Data, not code:
// the same step function serves every profile.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "codec/lists.hpp"

namespace mqttspec::model {

/// When a QoS 2 message is forwarded: 4.3.3 of both Standards, F03.
enum class Qos2Method : std::uint8_t { on_publish, on_pubrel };

struct Profile {
  std::string_view name = "plain";
  std::string_view summary = "every optional feature, the plain choice everywhere";

  // Announced in CONNACK (5.0 section 3.2.2.3); an empty optional leaves the property out.
  Qos maximum_qos = Qos::exactly_once;
  bool retain_available = true;
  bool wildcard_subscription_available = true;
  bool subscription_identifier_available = true;
  bool shared_subscription_available = true;
  std::optional<std::uint16_t> receive_maximum = std::nullopt;
  std::optional<std::uint32_t> maximum_packet_size = std::nullopt;
  std::uint16_t topic_alias_maximum = 10;
  std::optional<std::uint16_t> server_keep_alive = std::nullopt;                // seconds
  std::optional<std::uint32_t> maximum_session_expiry_interval = std::nullopt;  // seconds
  std::uint16_t connect_timeout = 30;  // seconds without a CONNECT; 0 waits for ever

  // Permitted variants (the freedoms of choices.def).
  Qos2Method qos_2_method = Qos2Method::on_publish;  // F03
  bool keeps_offline_qos_0 = false;                  // F04
  bool copy_for_each_overlap = false;                // F05
  bool publishes_before_suback = false;              // F06
  Qos maximum_granted_qos = Qos::exactly_once;       // F08
  bool says_no_matching_subscribers = true;          // F09
  bool sends_optional_disconnect = true;             // F10, F24
  bool refuses_with_connack = true;                  // F11, 5.0
  bool drops_buffered_on_unsubscribe = false;        // F13
  bool uses_topic_alias = false;                     // F21
  bool reports_unknown_packet_id = true;             // F23
};

/// The named profiles, plain first.
std::span<const Profile> profiles();

/// The profile of that name, or nullptr.
const Profile* find_profile(std::string_view name);

}  // namespace mqttspec::model
