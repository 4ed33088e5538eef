// 1.5  Data representation: UTF-8 strings, string pairs and Variable Byte Integers
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

// A PUBLISH whose Topic Name ends in these bytes.
Raw topic_ending_in(std::string_view hex) {
  return raw(publish("replaced", "x")).replace_text("replaced", hex);
}

// é, in two bytes.
constexpr std::string_view well_formed = "c3 a9";

void refuse_ill_formed(Run& run, std::string_view hex, std::string_view fault) {
  refuse(run, "MQTT-1.5.3-1"_v311, "U5.0-1.5.4-3"_v5, topic_ending_in(hex).because(fault),
         topic_ending_in(well_formed));
}

// The first message that comes, on whatever topic, as part of the set-up.
Arrival any_message(Run& run, Peer& peer) {
  for (const Time until = run.now() + run.settings().patience; run.now() < until;) {
    const auto arrived = only_messages(peer.drain());
    if (!arrived.empty()) return arrived.front();
    run.let_time_pass(20);
  }
  run.inconclusive("a message (set-up)", "none");
}

constexpr Cited ill_formed_is_refused = "MQTT-1.5.3-1"_v311 | "U5.0-1.5.4-3"_v5;

}  // namespace

std::span<const Case> s1_05_data_types() {
  static const Case cases[] = {
      // 1.5.3 | 1.5.4  UTF-8 Encoded String
      {"utf8/broken-sequence-is-refused",
       {ill_formed_is_refused},
       [](Run& run) {
         refuse_ill_formed(run, "c3 28", "a lead byte without its continuation");
         refuse_ill_formed(run, "80", "a continuation byte alone");
       }},

      {"utf8/cut-off-sequence-is-refused",
       {ill_formed_is_refused},
       [](Run& run) { refuse_ill_formed(run, "e2 82", "two of three bytes"); }},

      {"utf8/overlong-sequence-is-refused",
       {ill_formed_is_refused},
       [](Run& run) {
         refuse_ill_formed(run, "c1 a1", "one byte's worth in two");
         refuse_ill_formed(run, "e0 81 a1", "one byte's worth in three");
       }},

      {"utf8/code-point-above-10ffff-is-refused",
       {ill_formed_is_refused},
       [](Run& run) { refuse_ill_formed(run, "f4 90 80 80", "U+110000"); }},

      {"utf8/surrogate-is-refused",
       {"MQTT-1.5.3-1"_v311 | "MQTT-1.5.4-1"_v5},
       [](Run& run) {
         for (const auto* surrogate : {"ed a0 80", "ed bf bf"})
           refuse(run, "MQTT-1.5.3-1"_v311, "MQTT-1.5.4-1"_v5,
                  topic_ending_in(surrogate).because("an encoded surrogate"),
                  topic_ending_in(well_formed));
       }},

      {"utf8/null-character-is-refused",
       {"MQTT-1.5.3-2"_v311 | "MQTT-1.5.4-2"_v5, "U5.0-1.5.4-4"_v5},
       [](Run& run) {
         const auto bad = topic_ending_in("61 00 62").because("U+0000");
         refuse(run, "MQTT-1.5.3-2"_v311, "MQTT-1.5.4-2"_v5, bad, topic_ending_in("61 62"));
         if (run.is_v5()) run.detects("U5.0-1.5.4-4"_v5, bad, topic_ending_in("61 62"));
       }},

      {"utf8/zero-width-no-break-space-is-kept",
       {"MQTT-1.5.3-3"_v311 | "MQTT-1.5.4-3"_v5},
       [](Run& run) {
         const std::string_view topic = "a\xEF\xBB\xBFz";
         auto sub = run.subscriber(topic);
         sub.subscribe("az");  // what would be left
         auto pub = run.client("pub");
         pub.publish(publish(topic, "kept"));
         must_be(run, "MQTT-1.5.3-3"_v311 | "MQTT-1.5.4-3"_v5, any_message(run, sub),
                 publish(topic, "kept"));
       }},

      {"utf8/zero-width-no-break-space-at-the-start-is-kept",
       {"MQTT-1.5.4-3"_v5},
       [](Run& run) {
         const std::string_view text = "\xEF\xBB\xBFtext";
         auto sub = run.subscriber("t");
         auto pub = run.client("pub");
         pub.publish(publish("t", "kept").with(Property::content_type, text));
         must_be(run, "MQTT-1.5.4-3"_v5, sub.expect(publish("t", "kept")),
                 publish("t").with(Property::content_type, text));
       }},

      {"utf8/string-of-65535-bytes-is-carried",
       {"U3.1.1-1.5.3-2"_v311 | "U5.0-1.5.4-2"_v5},
       [](Run& run) {
         auto sub = run.subscriber("long/#");
         auto pub = run.client("pub");
         const auto limit = pub.connack().properties.maximum_packet_size.value_or(1'000'000);
         if (limit < 66'000) run.decline("Maximum Packet Size is below 66,000");
         const std::string start = "long/";
         const auto filler = 65'535 - run.names().prefix().size() - start.size();
         const std::string topic = start + std::string(filler, 'x');
         pub.publish(publish(topic, "x"));
         sub.should("U3.1.1-1.5.3-2"_v311 | "U5.0-1.5.4-2"_v5, publish(topic, "x"));
       },
       Need::wildcard},

      {"utf8/empty-strings-are-carried",
       {"U5.0-1.5.4-2"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         auto pub = run.client("pub");
         const auto message = publish("t", "x").user("", "").with(Property::content_type, "");
         pub.publish(message);
         should_be(run, "U5.0-1.5.4-2"_v5, sub.expect(publish("t", "x")), message);
       }},

      // 1.5.5  Variable Byte Integer
      {"variable-byte-integer/not-the-shortest-form-is-refused",
       {"MQTT-1.5.5-1"_v5},
       [](Run& run) {
         run.detects("MQTT-1.5.5-1"_v5,
                     raw(pingreq()).remaining_length("80 00").because("0 in two bytes"),
                     raw(pingreq()));
         const auto twin = raw(subscribe(7).filter("t"));
         run.detects("MQTT-1.5.5-1"_v5,
                     raw(subscribe(7).filter("t"))
                         .byte(2, 0x80)
                         .insert(3, "00")
                         .because("a Property Length of 0 in two bytes"),
                     twin);
       }},

      {"variable-byte-integer/of-five-bytes-is-refused",
       {"U3.1.1-2.2.3-2"_v311 | "U5.0-1.5.5-1"_v5},
       [](Run& run) {
         run.detects("U3.1.1-2.2.3-2"_v311 | "U5.0-1.5.5-1"_v5,
                     raw(pingreq())
                         .remaining_length("80 80 80 80 00")
                         .because("a Remaining Length of five bytes"),
                     raw(pingreq()));
       }},

      // 1.5.7  UTF-8 String Pair
      {"string-pair/ill-formed-name-is-refused",
       {"MQTT-1.5.7-1"_v5},
       [](Run& run) {
         run.detects("MQTT-1.5.7-1"_v5,
                     raw(publish("t", "x")).property("26 0002 c328 0001 76").because("the name"),
                     raw(publish("t", "x")).property("26 0002 c3a9 0001 76"));
       }},

      {"string-pair/ill-formed-value-is-refused",
       {"U5.0-1.5.7-1"_v5},
       [](Run& run) {
         run.detects("U5.0-1.5.7-1"_v5,
                     raw(publish("t", "x")).property("26 0001 6e 0002 c328").because("the value"),
                     raw(publish("t", "x")).property("26 0001 6e 0002 c3a9"));
       }},

      {"string-pair/null-character-is-refused",
       {"U5.0-1.5.7-1"_v5},
       [](Run& run) {
         run.detects("U5.0-1.5.7-1"_v5,
                     raw(publish("t", "x")).property("26 0001 6e 0001 00").because("U+0000"),
                     raw(publish("t", "x")).property("26 0001 6e 0001 76"));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
