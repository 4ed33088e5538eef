// 3.2.2.3  What a Server says in CONNACK that it does not do, and whether it notices being asked
// for it. Where it offers everything, these cases are declined.
#include "conformance/cases/capability_steps.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

std::span<const Case> s3_02_2_capabilities() {
  static const Case cases[] = {
      {"capabilities/publish-above-the-maximum-qos-is-noticed",
       {"U5.0-3.2.2.3.4-3"_v5, "MQTT-3.2.2-11"_v5},
       [](Run& run) {
         const auto maximum = offered(run).maximum_qos.value_or(2);
         if (maximum == 2) run.decline("Maximum QoS is absent");
         const auto bad = raw(publish("t", "x").at(maximum == 0 ? at_least_once : exactly_once, 7));
         const auto twin = maximum == 0 ? raw(publish("t", "x")) : raw(publish("t", "x").qos1(7));
         run.detects("U5.0-3.2.2.3.4-3"_v5, bad, twin);
         run.detects("MQTT-3.2.2-11"_v5, bad, twin);
       }},
      {"capabilities/retained-message-is-noticed",
       {"U5.0-3.2.2.3.5-5"_v5, "MQTT-3.2.2-14"_v5},
       [](Run& run) {
         only_without(run, offered(run).retain_available, "Retain Available");
         const auto bad = raw(publish("t", "x").retain());
         const auto twin = raw(publish("t", "x"));
         run.detects("U5.0-3.2.2.3.5-5"_v5, bad, twin);
         run.detects("MQTT-3.2.2-14"_v5, bad, twin);
       }},
      {"capabilities/wildcard-subscription-is-noticed",
       {"U5.0-3.2.2.3.11-5"_v5},
       [](Run& run) {
         only_without(run, offered(run).wildcard_subscription_available,
                      "Wildcard Subscription Available");
         run.detects("U5.0-3.2.2.3.11-5"_v5, raw(subscribe(10).filter("t/#")),
                     raw(subscribe(10).filter("t/x")));
       }},
      {"capabilities/subscription-identifier-is-noticed",
       {"U5.0-3.2.2.3.12-5"_v5},
       [](Run& run) {
         only_without(run, offered(run).subscription_identifier_available,
                      "Subscription Identifiers Available");
         run.detects("U5.0-3.2.2.3.12-5"_v5,
                     raw(subscribe(10).filter("t").with(Property::subscription_identifier, 1)),
                     raw(subscribe(10).filter("t")));
       }},
      {"capabilities/shared-subscription-is-noticed",
       {"U5.0-3.2.2.3.13-5"_v5},
       [](Run& run) {
         only_without(run, offered(run).shared_subscription_available,
                      "Shared Subscription Available");
         run.detects("U5.0-3.2.2.3.13-5"_v5, raw(subscribe(10).filter("$share/group/t")),
                     raw(subscribe(10).filter("t")));
       }},
      {"capabilities/packet-above-the-maximum-size-is-noticed",
       {"U5.0-3.2.2.3.6-3"_v5, "MQTT-3.2.2-15"_v5},
       [](Run& run) {
         const auto maximum = offered(run).maximum_packet_size.value_or(0xFFFF'FFFF);
         if (maximum > 2'000'000) run.decline("Maximum Packet Size is absent or above 2000000");
         const auto header =
             publish("t", std::string(maximum / 2, 'x')).bytes(run.setting())->size() - maximum / 2;
         const auto twin = raw(publish("t", std::string(maximum - header - 4, 'x')));
         const auto bad = raw(publish("t", std::string(maximum - header + 4, 'x')));
         run.detects("U5.0-3.2.2.3.6-3"_v5, Raw(bad).because("too large"), twin);
         run.detects("MQTT-3.2.2-15"_v5, Raw(bad).because("too large"), twin);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
