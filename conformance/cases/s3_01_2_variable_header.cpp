// 3.1.2  CONNECT Variable Header: values that are rare, and right
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited valid_connect_is_answered = "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5;
constexpr Cited pingreq_is_answered = "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5;

}  // namespace

std::span<const Case> s3_01_2_variable_header() {
  static const Case cases[] = {
      // 3.1.2.9  3.1.1 forbids it; 5.0 does not, and says so in a remark.
      {"connect-flags/password-without-user-name-is-not-malformed",
       {"U5.0-4.13.1-8"_v5},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send(connect("c").password("word"));
         const bool accepted = peer.is_sent(connack().codes({ReasonCode::success}));
         if (!accepted && peer.is_sent(connack().codes(
                              {ReasonCode::bad_user_name_or_password, ReasonCode::not_authorized})))
           run.decline("the Server does not let in who has no User Name");
         run.should_hold("U5.0-4.13.1-8"_v5, accepted,
                         "CONNACK 0x00, 0x86 or 0x87: the packet is well formed",
                         "another code, or closing alone");
         run.must_be_alive();
       }},

      // 3.1.2.10  A little more than 18 hours.
      {"keep-alive/65535-is-accepted",
       {valid_connect_is_answered, pingreq_is_answered, "MQTT-3.1.2-22"_v5},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send(connect("c").keep_alive(65535));
         const auto answer = peer.must(valid_connect_is_answered, connack()).as<Connack>();
         if (answer.reason_code != ReasonCode::success)
           run.decline("the Server refuses so long a Keep Alive");
         peer.send(pingreq());
         peer.must(pingreq_is_answered, pingresp());
         // 3.1.1 permits to close an inactive Client at any time.
         if (!run.is_v5() || answer.properties.server_keep_alive) return;
         run.let_time_pass(1'000);
         peer.must_stay_open("MQTT-3.1.2-22"_v5);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
