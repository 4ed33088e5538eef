// 3.8.3, 3.10.3, 3.3.1.2  Errors of 5.0 that another sentence names a second time: a SUBSCRIBE or
// UNSUBSCRIBE without Payload, and a QoS of 3
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

std::span<const Case> s3_08_without_payload() {
  static const Case cases[] = {
      {"subscribe/without-payload-is-a-protocol-error",
       {"U5.0-3.8.3-1"_v5},
       [](Run& run) {
         run.detects("U5.0-3.8.3-1"_v5, raw("82 03 000a 00").because("no Topic Filter"),
                     raw(subscribe(10).filter("t")));
       }},
      {"unsubscribe/without-payload-is-a-protocol-error",
       {"U5.0-3.10.3-1"_v5},
       [](Run& run) {
         run.detects("U5.0-3.10.3-1"_v5, raw("a2 03 000a 00").because("no Topic Filter"),
                     raw(unsubscribe(10).filter("t")));
       }},
      {"publish/qos-3-is-malformed",
       {"U5.0-3.3.1.2-2"_v5},
       [](Run& run) {
         const auto twin = raw(publish("t", "x").qos2(7));
         run.detects("U5.0-3.3.1.2-2"_v5, Raw(twin).flags(0b0110).because("QoS 3"), twin);
       },
       Need::qos_2},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
