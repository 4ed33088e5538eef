// See profile.hpp.
#include "model/client/profile.hpp"

#include <array>

namespace mqttspec::model::client {

namespace {

constexpr auto profile_table = std::to_array<Profile>({
    {},
    {.name = "method-a",
     .summary = "hands QoS 2 messages to the application when PUBREL comes",
     .qos_2_method = Qos2Method::on_pubrel},
    {.name = "taciturn",
     .summary = "no optional packets and Reason Codes: closes and says nothing",
     .sends_optional_disconnect = false,
     .reports_unknown_packet_id = false},
    {.name = "one-at-a-time",
     .summary = "one message in flight, whatever the Server permits",
     .one_message_at_a_time = true},
    {.name = "strict-session",
     .summary = "disconnects in 3.1.1 if Session Present is not as expected",
     .goes_on_without_session = false},
    {.name = "retries", .summary = "retransmits in 3.1.1", .retry_interval = 20},
    {.name = "aliases",
     .summary = "uses Topic Aliases where the Server permits them",
     .uses_topic_alias = true},
    {.name = "pings-at-once",
     .summary = "sends a PINGREQ as soon as CONNACK comes",
     .pings_when_connected = true},
    {.name = "nameless",
     .summary = "asks for a new identifier each time, and so for a new Session",
     .returns_by_assigned_id = false},
    {.name = "trusting",
     .summary = "does not compare what it gets with its subscriptions",
     .checks_subscriptions = false},
});

}  // namespace

std::span<const Profile> profiles() { return profile_table; }

const Profile* find_profile(std::string_view name) {
  for (const auto& profile : profile_table)
    if (profile.name == name) return &profile;
  return nullptr;
}

}  // namespace mqttspec::model::client
