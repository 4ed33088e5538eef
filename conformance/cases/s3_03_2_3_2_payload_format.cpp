// 3.3.2.3.2 and 3.1.3.2.3  Payload Format Indicator: a value that means nothing (5.0)
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr StatementId indicator_is_passed_on = "MQTT-3.3.2-4"_v5;

// What became of the message "2", before a message that says 1 and has to come as it is.
std::string fate(Run& run, Peer& watcher, const Topic& topic) {
  run.client("other").publish(publish(topic, "1").with(Property::payload_format_indicator, 1));
  const auto came = messages_until(watcher, topic, "1");
  must_be(run, indicator_is_passed_on, came.back(),
          publish(topic, "1").with(Property::payload_format_indicator, 1));
  if (came.size() == 1) return "is not passed on";
  const auto value = came.front().as<Publish>().properties.payload_format_indicator;
  return value ? fmt::format("is passed on with {}", *value) : "is passed on without it";
}

}  // namespace

std::span<const Case> s3_03_2_3_2_payload_format() {
  static const Case cases[] = {
      {"payload-format/2-in-a-message-is-refused-or-taken",
       {indicator_is_passed_on},
       [](Run& run) {
         auto sub = run.subscriber("t");
         auto pub = run.client("pub");
         pub.send_illegal(raw(publish("t", "2")).property("01 02").because("indicator 2"));
         const bool served = pub.is_served();
         const auto what = "the message " + fate(run, sub, "t");
         run.debatable(indicator_is_passed_on, 35, served ? what : "the Server closes; " + what);
         run.must_be_alive();
       }},

      {"payload-format/2-in-a-will-is-refused-or-taken",
       {indicator_is_passed_on},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto peer = run.open("c");
         peer.send_illegal(raw(connect("c").will(will("will", "2")))
                               .will_property("01 02")
                               .because("indicator 2"));
         const bool accepted = peer.is_sent(connack().codes({ReasonCode::success}));
         if (peer.is_open()) peer.drop_connection();
         const auto what = "the Will Message " + fate(run, watcher, "will");
         run.debatable(indicator_is_passed_on, 35,
                       accepted ? what : "the Server refuses the Client; " + what);
         run.must_be_alive();
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
