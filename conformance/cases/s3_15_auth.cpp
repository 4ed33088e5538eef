// 3.15  AUTH (5.0), towards a Server with which no Authentication Method was agreed
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

ReasonSpec re_authenticate() {
  return auth()
      .codes({ReasonCode::re_authenticate})
      .with(Property::authentication_method, "mqttspec-none");
}

}  // namespace

std::span<const Case> s3_15_auth() {
  static const Case cases[] = {
      {"auth/without-an-agreed-method-is-refused",
       {"U5.0-3.15-1"_v5, "MQTT-4.12.0-7"_v5},
       [](Run& run) {
         const auto bad = raw(re_authenticate()).because("no Authentication Method was agreed");
         run.detects("U5.0-3.15-1"_v5, bad, raw(pingreq()));
         run.detects("MQTT-4.12.0-7"_v5, bad, raw(pingreq()));
       }},

      {"auth/without-an-agreed-method-is-a-protocol-error",
       {"U5.0-4.13.1-8"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send_illegal(re_authenticate());
         peer.should("U5.0-4.13.1-8"_v5,
                     disconnect().codes({ReasonCode::protocol_error, ReasonCode::malformed_packet,
                                         ReasonCode::bad_authentication_method}));
       }},

      {"auth/of-any-code-brings-no-second-connack",
       {"MQTT-3.2.0-2"_v5, "U5.0-3.15-1"_v5, "U5.0-3.15.2.1-3"_v5},
       [](Run& run) {
         for (const auto code : {0x00U, 0x18U, 0x19U})
           for (const auto& auth : {raw(re_authenticate()).byte(0, code), raw("f0 02 18 00")}) {
             auto peer = run.client("c");
             peer.send_illegal(Raw(auth).byte(0, code).because("no method was agreed"));
             peer.is_served();
             peer.must_not_receive("MQTT-3.2.0-2"_v5, connack());
             peer.drop_connection();
           }
         run.detects("U5.0-3.15-1"_v5, raw(re_authenticate()).byte(0, 0x18), raw(pingreq()));
         run.detects("U5.0-3.15.2.1-3"_v5, raw(re_authenticate()).byte(0, 0x00), raw(pingreq()));
       }},

      {"auth/reserved-flags-are-malformed",
       {"MQTT-3.15.1-1"_v5},
       [](Run& run) {
         for (const unsigned flags : {0x1U, 0x2U, 0x8U})
           run.must_refuse("MQTT-3.15.1-1"_v5,
                           raw(re_authenticate()).flags(flags).because("a reserved flag set"),
                           raw(pingreq()));
       }},

      {"auth/before-connect-is-refused",
       {"MQTT-3.1.0-1"_v5},
       [](Run& run) {
         auto peer = run.open();
         peer.send_illegal(re_authenticate());
         peer.detects_by_closing("MQTT-3.1.0-1"_v5);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
