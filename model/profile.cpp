// See profile.hpp.
#include "model/profile.hpp"

#include <array>

namespace mqttspec::model {

namespace {

constexpr auto profile_table = std::to_array<Profile>({
    {},
    {.name = "qos-0", .summary = "supports QoS 0 only", .maximum_qos = Qos::at_most_once},
    {.name = "qos-1", .summary = "supports QoS 0 and 1", .maximum_qos = Qos::at_least_once},
    {.name = "no-retain", .summary = "retains nothing", .retain_available = false},
    {.name = "no-wildcards",
     .summary = "no wildcards in Topic Filters",
     .wildcard_subscription_available = false},
    {.name = "no-shared",
     .summary = "no Shared Subscriptions",
     .shared_subscription_available = false},
    {.name = "no-subscription-ids",
     .summary = "no Subscription Identifiers",
     .subscription_identifier_available = false},
    {.name = "small",
     .summary = "Receive Maximum 2, packets of up to 256 bytes, one Topic Alias",
     .receive_maximum = 2,
     .maximum_packet_size = 256,
     .topic_alias_maximum = 1},
    {.name = "no-topic-alias", .summary = "accepts no Topic Alias", .topic_alias_maximum = 0},
    {.name = "own-intervals",
     .summary = "its own Keep Alive of 5 s, sessions for at most 60 s",
     .server_keep_alive = 5,
     .maximum_session_expiry_interval = 60},
    {.name = "method-a",
     .summary = "forwards QoS 2 messages when PUBREL comes",
     .qos_2_method = Qos2Method::on_pubrel},
    {.name = "keeps-qos-0",
     .summary = "keeps QoS 0 messages for Clients that are away",
     .keeps_offline_qos_0 = true},
    {.name = "overlap-copies",
     .summary = "one copy for each overlapping subscription",
     .copy_for_each_overlap = true},
    {.name = "publish-first",
     .summary = "sends retained messages before SUBACK",
     .publishes_before_suback = true},
    {.name = "grants-qos-1",
     .summary = "grants QoS 1 at most",
     .maximum_granted_qos = Qos::at_least_once},
    {.name = "taciturn",
     .summary = "no optional packets and Reason Codes: closes and says nothing",
     .says_no_matching_subscribers = false,
     .sends_optional_disconnect = false,
     .refuses_with_connack = false,
     .reports_unknown_packet_id = false},
    {.name = "drops-buffered",
     .summary = "drops what waits for a subscription that is deleted",
     .drops_buffered_on_unsubscribe = true},
    {.name = "aliases",
     .summary = "uses Topic Aliases where a Client permits them",
     .uses_topic_alias = true},
    {.name = "patient", .summary = "waits for a CONNECT without end", .connect_timeout = 0},
    {.name = "other-ways",
     .summary = "the other one of every permitted variant",
     .qos_2_method = Qos2Method::on_pubrel,
     .keeps_offline_qos_0 = true,
     .copy_for_each_overlap = true,
     .publishes_before_suback = true,
     .says_no_matching_subscribers = false,
     .sends_optional_disconnect = false,
     .refuses_with_connack = false,
     .drops_buffered_on_unsubscribe = true,
     .uses_topic_alias = true,
     .reports_unknown_packet_id = false},
});

}  // namespace

std::span<const Profile> profiles() { return profile_table; }

const Profile* find_profile(std::string_view name) {
  for (const auto& profile : profile_table)
    if (profile.name == name) return &profile;
  return nullptr;
}

}  // namespace mqttspec::model
