// 3.1.2.3  Connect Flags, and the fields of the CONNECT Payload whose presence they declare
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

// The byte of the Connect Flags behind the Fixed Header, and its bits.
constexpr int flags = 7;
constexpr unsigned reserved = 0x01;
constexpr unsigned will_flag = 0x04;
constexpr unsigned will_fields = 0x3C;  // Will Flag, Will QoS, Will Retain
constexpr unsigned will_retain = 0x20;
constexpr unsigned password_flag = 0x40;
constexpr unsigned user_name_flag = 0x80;

ConnectSpec with_will() { return connect("c").will(will("will", "gone")); }

// Of a user that the Server knows, as far as the run knows one.
std::string user_name(const Run& run) {
  return run.settings().user_name.empty() ? "user" : run.settings().user_name;
}
std::string password(const Run& run) {
  return run.settings().password.empty() ? "word" : run.settings().password;
}
ConnectSpec with_user_name_alone(const Run& run) { return connect("c").user_name(user_name(run)); }
ConnectSpec with_password(const Run& run) {
  return with_user_name_alone(run).password(password(run));
}
// The legal CONNECT with a user name that the Server accepts.
ConnectSpec with_user_name(const Run& run) {
  return run.settings().password.empty() ? with_user_name_alone(run) : with_password(run);
}

// Where the Payload begins and, if there is no Will, the user name, of a client "c".
int payload_at(const Run& run) { return run.is_v5() ? 11 : 10; }
unsigned field_size(const std::string& text) { return 2 + static_cast<unsigned>(text.size()); }
int user_name_at(const Run& run) {
  return payload_at(run) + static_cast<int>(field_size(run.names().client_id("c")));
}

}  // namespace

std::span<const Case> s3_01_2_3_connect_flags() {
  static const Case cases[] = {
      {"connect-flags/reserved-flag-is-validated",
       {"MQTT-3.1.2-3"_v311 | "MQTT-3.1.2-3"_v5, "U5.0-3.1.2.3-1"_v5},
       [](Run& run) {
         const auto bad = raw(connect("c")).set_bits(flags, reserved).because("reserved flag 1");
         run.must_refuse("MQTT-3.1.2-3"_v311 | "MQTT-3.1.2-3"_v5, bad, raw(connect("c")));
         if (run.is_v5()) run.detects("U5.0-3.1.2.3-1"_v5, bad, raw(connect("c")));
       }},

      // 3.1.2.5 to 3.1.2.7  Will Flag, Will QoS, Will Retain
      {"connect-flags/will-qos-without-will-flag-is-refused",
       {"MQTT-3.1.2-13"_v311 | "MQTT-3.1.2-11"_v5, connect_is_validated},
       [](Run& run) {
         for (const unsigned qos : {0x08U, 0x10U})
           refuse_connect(run, "MQTT-3.1.2-13"_v311 | "MQTT-3.1.2-11"_v5,
                          raw(connect("c")).set_bits(flags, qos).because("Will QoS, no Will"),
                          raw(connect("c")));
       }},

      {"connect-flags/will-retain-without-will-flag-is-refused",
       {"MQTT-3.1.2-15"_v311 | "MQTT-3.1.2-13"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(
             run, "MQTT-3.1.2-15"_v311 | "MQTT-3.1.2-13"_v5,
             raw(connect("c")).set_bits(flags, will_retain).because("Will Retain, no Will"),
             raw(connect("c")));
       }},

      {"connect-flags/will-qos-3-is-refused",
       {"MQTT-3.1.2-14"_v311 | "U5.0-3.1.2.6-1"_v5, "MQTT-3.1.2-12"_v5, connect_is_validated},
       [](Run& run) {
         const auto bad = raw(with_will()).set_bits(flags, 0x18).because("Will QoS 3");
         refuse_connect(run, "MQTT-3.1.2-14"_v311 | "U5.0-3.1.2.6-1"_v5, bad, raw(with_will()));
         if (run.is_v5()) run.detects("MQTT-3.1.2-12"_v5, bad, raw(with_will()));
       }},

      {"connect-flags/will-flag-without-will-is-refused",
       {"MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5,
                        raw(connect("c")).set_bits(flags, will_flag).because("Will Flag, no Will"),
                        raw(connect("c")));
       }},

      {"connect-flags/will-without-will-flag-is-refused",
       {"MQTT-3.1.2-11"_v311, connect_is_validated},
       [](Run& run) {
         const auto bad =
             raw(with_will()).clear_bits(flags, will_fields).because("a Will, no Will Flag");
         if (!run.is_v5()) run.detects("MQTT-3.1.2-11"_v311, bad, raw(with_will()));
         run.must_refuse(connect_is_validated, bad, raw(with_will()));
       }},

      // 3.1.2.8, 3.1.2.9  User Name Flag, Password Flag
      {"connect-flags/user-name-flag-without-user-name-is-refused",
       {"MQTT-3.1.2-19"_v311 | "MQTT-3.1.2-17"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-19"_v311 | "MQTT-3.1.2-17"_v5,
                        raw(connect("c").anonymous())
                            .set_bits(flags, user_name_flag)
                            .because("no User Name follows"),
                        raw(connect("c")));
       }},

      {"connect-flags/user-name-without-user-name-flag-is-refused",
       {"MQTT-3.1.2-18"_v311 | "MQTT-3.1.2-16"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-18"_v311 | "MQTT-3.1.2-16"_v5,
                        raw(with_user_name(run))
                            .clear_bits(flags, user_name_flag | password_flag)
                            .because("User Name Flag 0"),
                        raw(with_user_name(run)));
       }},

      {"connect-flags/password-flag-without-password-is-refused",
       {"MQTT-3.1.2-21"_v311 | "MQTT-3.1.2-19"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.2-21"_v311 | "MQTT-3.1.2-19"_v5,
                        raw(with_user_name_alone(run))
                            .set_bits(flags, password_flag)
                            .because("no Password follows"),
                        raw(with_user_name(run)));
       }},

      {"connect-flags/password-without-password-flag-is-refused",
       {"MQTT-3.1.2-20"_v311 | "MQTT-3.1.2-18"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(
             run, "MQTT-3.1.2-20"_v311 | "MQTT-3.1.2-18"_v5,
             raw(with_password(run)).clear_bits(flags, password_flag).because("Password Flag 0"),
             raw(with_password(run)));
       }},

      {"connect-flags/password-flag-without-user-name-flag-is-refused-in-3.1.1",
       {"MQTT-3.1.2-22"_v311, "MQTT-3.1.4-1"_v311},
       [](Run& run) {
         const auto bad = raw(with_password(run))
                              .clear_bits(flags, user_name_flag)
                              .erase(user_name_at(run), field_size(user_name(run)))
                              .because("a Password, no User Name");
         refuse_connect(run, "MQTT-3.1.2-22"_v311, bad, raw(with_password(run)));
       }},

      // 3.1.3  Payload
      {"connect-payload/client-identifier-left-out-is-refused",
       {"MQTT-3.1.3-3"_v311 | "MQTT-3.1.3-3"_v5, connect_is_validated},
       [](Run& run) {
         refuse_connect(run, "MQTT-3.1.3-3"_v311 | "MQTT-3.1.3-3"_v5,
                        raw(connect("c"))
                            .erase(payload_at(run), field_size(run.names().client_id("c")))
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
         const auto at = user_name_at(run);
         refuse_connect(run, "MQTT-3.1.3-11"_v311 | "MQTT-3.1.3-12"_v5,
                        raw(with_user_name(run))
                            .erase(at, field_size(user_name(run)))
                            .insert(at, "0003 75c328")
                            .because("ill-formed UTF-8"),
                        raw(with_user_name(run)));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
