// What a broker declares that it can do, and which of the permitted variants it is. Data, not code:
// the same step function serves every profile.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "codec/lists.hpp"
#include "spec/reason_code_table.hpp"

namespace mqttspec::model {

/// When a QoS 2 message is forwarded: 4.3.3 of both Standards, F03.
enum class Qos2Method : std::uint8_t { on_publish, on_pubrel };

/// A Client publishes what one of its subscriptions wants, and what another one with No Local
/// matches: that one does not count, or it keeps the message back from both, or it counts for the
/// QoS and the identifiers of the one copy. F32, spec/ambiguities.md, 59.
enum class OverlapNoLocal : std::uint8_t { left_out, kept_back, counted };

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
  std::uint16_t connect_timeout = 30;          // seconds without a CONNECT; 0 waits for ever
  std::string_view response_information = {};  // for who asks for it

  // Who may do what. Texts that begin with one of the beginnings are meant; an empty one is none.
  bool permits_empty_client_id = true;
  std::string_view user_name = {};  // known to have the password; others are guests
  std::string_view password = {};
  bool permits_guests = true;
  std::string_view authentication_method = {};  // known besides none: s4_12_authentication.hpp
  std::string_view forbidden_topic = {};        // nobody may publish or subscribe to these
  ReasonCode topic_refusal = ReasonCode::not_authorized;  // or what else is said to who does
  std::string_view refused_client_id = {};                // these Clients are sent away
  ReasonCode client_refusal = ReasonCode::use_another_server;
  bool refuses_after_connack = false;
  std::string_view server_reference = {};  // where to

  // Limits of an administrator.
  std::optional<std::uint32_t> maximum_stored_sessions = std::nullopt;  // without connection (F16)
  std::optional<std::uint32_t> maximum_connect_time = std::nullopt;     // seconds (F18)

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
  bool acknowledges_first = false;                   // F02
  bool forgets_retained_qos_0 = false;               // F07
  bool explains = false;                             // F10: Reason Strings and User Properties
  bool checks_payload_format = false;                // 5.0 section 3.3.2.3.2
  bool one_message_at_a_time = false;                // F12
  bool hands_shared_over_on_loss = false;            // F14
  bool delays_wills = false;                         // F15
  std::uint32_t settling_time = 0;                   // F17: milliseconds until subscriptions match
  std::optional<std::uint32_t> retry_interval = std::nullopt;  // F19: seconds, in 3.1.1
  bool announces_defaults = false;                             // F20
  bool refuses_disallowed_code_points = false;                 // F22
  std::string_view unordered_topic = {};                       // F25: beginning of the topics meant
  bool releases_refused = false;                               // F26
  bool says_no_subscription_existed = true;                    // F27
  bool sends_own_retained = false;                             // F28
  bool sends_by_resent_releases = false;                       // F29, as sender
  bool receives_by_resent_releases = true;                     // F29, as receiver
  bool exchanges_dollar_topics = false;                        // F30
  bool keeps_retain_only_for_all = false;                      // F31
  OverlapNoLocal overlap_no_local = OverlapNoLocal::left_out;  // F32
  bool takes_contested_packets = false;                        // what codec/README.md calls so
};

/// The named profiles, plain first.
std::span<const Profile> profiles();

/// The profile of that name, or nullptr.
const Profile* find_profile(std::string_view name);

}  // namespace mqttspec::model
