// 3.1.2.3  Connect Flags, and the fields of the CONNECT Payload whose presence they declare
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

// The byte of the Connect Flags behind the Fixed Header; a plain CONNECT of a case has 0x02 there.
constexpr int flags = 7;

ConnectSpec with_will() { return connect("c").will(will("will", "gone")); }
ConnectSpec with_user() { return connect("c").user_name("user"); }
ConnectSpec with_password() { return connect("c").user_name("user").password("word"); }

}  // namespace

std::span<const Case> s3_01_2_3_connect_flags() {
  static const Case cases[] = {
      {"connect-flags/reserved-flag-is-validated",
       {"MQTT-3.1.2-3"_v311 | "MQTT-3.1.2-3"_v5, "U5.0-3.1.2.3-1"_v5},
       [](Run& run) {
         const auto bad = raw(connect("c")).byte(flags, 0x03).because("reserved flag 1");
         run.must_refuse("MQTT-3.1.2-3"_v311 | "MQTT-3.1.2-3"_v5, bad, raw(connect("c")));
         if (run.is_v5()) run.detects("U5.0-3.1.2.3-1"_v5, bad, raw(connect("c")));
       }},

      // 3.1.2.5 to 3.1.2.7  Will Flag, Will QoS, Will Retain
      {"connect-flags/will-qos-without-will-flag-is-refused",
       {"MQTT-3.1.2-13"_v311 | "MQTT-3.1.2-11"_v5, connect_is_validated},
       [](Run& run) {
         for (const unsigned qos : {0x08U, 0x10U})
           refuse_connect(run, "MQTT-3.1.2-13"_v311 | "MQTT-3.1.2-11"_v5,
                          raw(connect("c")).byte(flags, 0x02 | qos).because("Will QoS, no Will"),
                          raw(connect("c")));
       }},

      {"connect-flags/will-retain-without-will-flag-is-refused",
       {"MQTT-3.1.2-15"_v311 | "MQTT-3.1.2-13"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-15"_v311 | "MQTT-3.1.2-13"_v5,
                        raw(connect("c")).byte(flags, 0x22).because("Will Retain, no Will"),
                        raw(connect("c")));
       }},

      {"connect-flags/will-qos-3-is-refused",
       {"MQTT-3.1.2-14"_v311 | "U5.0-3.1.2.6-1"_v5, "MQTT-3.1.2-12"_v5, connect_is_validated},
       [](Run& run) {
         const auto bad = raw(with_will()).byte(flags, 0x1E).because("Will QoS 3");
         refuse_connect(run, "MQTT-3.1.2-14"_v311 | "U5.0-3.1.2.6-1"_v5, bad, raw(with_will()));
         if (run.is_v5()) run.detects("MQTT-3.1.2-12"_v5, bad, raw(with_will()));
       }},

      {"connect-flags/will-flag-without-will-is-refused",
       {"MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5,
                        raw(connect("c")).byte(flags, 0x06).because("Will Flag, no Will"),
                        raw(connect("c")));
       }},

      {"connect-flags/will-without-will-flag-is-refused",
       {"MQTT-3.1.2-11"_v311, connect_is_validated},
       [](Run& run) {
         const auto bad = raw(with_will()).byte(flags, 0x02).because("a Will, no Will Flag");
         if (!run.is_v5()) run.detects("MQTT-3.1.2-11"_v311, bad, raw(with_will()));
         run.must_refuse(connect_is_validated, bad, raw(with_will()));
       }},

      // 3.1.2.8, 3.1.2.9  User Name Flag, Password Flag
      {"connect-flags/user-name-flag-without-user-name-is-refused",
       {"MQTT-3.1.2-19"_v311 | "MQTT-3.1.2-17"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-19"_v311 | "MQTT-3.1.2-17"_v5,
                        raw(connect("c")).byte(flags, 0x82).because("no User Name follows"),
                        raw(connect("c")));
       }},

      {"connect-flags/user-name-without-user-name-flag-is-refused",
       {"MQTT-3.1.2-18"_v311 | "MQTT-3.1.2-16"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-18"_v311 | "MQTT-3.1.2-16"_v5,
                        raw(with_user()).byte(flags, 0x02).because("User Name Flag 0"),
                        raw(with_user()));
       }},

      {"connect-flags/password-flag-without-password-is-refused",
       {"MQTT-3.1.2-21"_v311 | "MQTT-3.1.2-19"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-21"_v311 | "MQTT-3.1.2-19"_v5,
                        raw(with_user()).byte(flags, 0xC2).because("no Password follows"),
                        raw(with_user()));
       }},

      {"connect-flags/password-without-password-flag-is-refused",
       {"MQTT-3.1.2-20"_v311 | "MQTT-3.1.2-18"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-20"_v311 | "MQTT-3.1.2-18"_v5,
                        raw(with_password()).byte(flags, 0x82).because("Password Flag 0"),
                        raw(with_password()));
       }},

      {"connect-flags/password-flag-without-user-name-flag-is-refused-in-3.1.1",
       {"MQTT-3.1.2-22"_v311, "MQTT-3.1.4-1"_v311},
       [](Run& run) {
         // Without the user name, which is the field of 2 + 4 bytes before the password's 2 + 4.
         const auto bad = raw(with_password())
                              .byte(flags, 0x42)
                              .erase(-12, 6)
                              .because("a Password, no User Name");
         refuse_connect(run, "MQTT-3.1.2-22"_v311, bad, raw(with_password()));
       }},

      // 3.1.3  Payload
      {"connect-payload/client-identifier-left-out-is-refused",
       {"MQTT-3.1.3-3"_v311 | "MQTT-3.1.3-3"_v5, connect_is_validated},
       [](Run& run) {
         const auto size = static_cast<int>(run.names().client_id("c").size()) + 2;
         refuse_connect(run, "MQTT-3.1.3-3"_v311 | "MQTT-3.1.3-3"_v5,
                        raw(connect("c"))
                            .erase(-size, static_cast<unsigned>(size))
                            .because("no Client Identifier"),
                        raw(connect("c")));
       }},

      {"connect-payload/ill-formed-will-topic-is-refused",
       {"MQTT-3.1.3-10"_v311 | "MQTT-3.1.3-11"_v5, connect_is_validated},
       [](Run& run) {
         const auto legal = connect("c").will(will("replaced", "gone"));
         refuse_connect(run, "MQTT-3.1.3-10"_v311 | "MQTT-3.1.3-11"_v5,
                        raw(legal).replace_text("replaced", "c328").because("ill-formed UTF-8"),
                        raw(legal).replace_text("replaced", "c3a9"));
       }},

      {"connect-payload/will-topic-with-a-wildcard-is-refused",
       {"MQTT-4.7.1-1"_v311 | "MQTT-4.7.0-1"_v5},
       [](Run& run) {
         const auto legal = connect("c").will(will("replaced", "gone"));
         run.detects("MQTT-4.7.1-1"_v311 | "MQTT-4.7.0-1"_v5,
                     raw(legal).replace_text("replaced", "2b").because("Will Topic ends in +"),
                     raw(legal).replace_text("replaced", "2d"));
       }},

      {"connect-payload/ill-formed-user-name-is-refused",
       {"MQTT-3.1.3-11"_v311 | "MQTT-3.1.3-12"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.3-11"_v311 | "MQTT-3.1.3-12"_v5,
                        raw(with_user()).replace_text("user", "75c328").because("ill-formed UTF-8"),
                        raw(with_user()));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
