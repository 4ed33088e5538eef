// 2.1.4 (3.1.1: 2.2.3)  Remaining Length: packets that say how long they are, and are one byte too
// long for it or lack a field
#include "conformance/cases/acknowledging.hpp"
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited publish_begins_with_topic = "MQTT-3.3.2-1"_v311 | "MQTT-3.3.2-1"_v5;
constexpr Cited identifier_is_there = "MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5;
constexpr Cited filters_of_subscribe = "MQTT-3.8.3-1"_v311 | "MQTT-3.8.3-1"_v5;
constexpr Cited filters_of_unsubscribe = "MQTT-3.10.3-1"_v311 | "MQTT-3.10.3-1"_v5;
constexpr Cited disconnect_ends = "U3.1.1-3.14.3-1"_v311 | "U5.0-3.14.3-1"_v5;

// The packet without its last bytes.
Raw without_end(const Raw& legal, unsigned count, std::string_view what) {
  return Raw(legal).erase(-static_cast<int>(count), count).because(what);
}
Raw with_one_more(const Raw& legal) { return Raw(legal).append("00").because("one byte more"); }

// The acknowledgement at its longest that says no more than the Packet Identifier.
Raw longest(const Run& run, const Acknowledging& client, PacketType type) {
  const auto legal = raw(due(client, type));
  return run.is_v5() ? Raw(legal).append("00 00") : legal;
}

// The client sends the acknowledgement that it owes, spoilt.
template <class Spoil>
void spoil_one(Run& run, Detects broken, PacketType type, Spoil spoil) {
  auto publisher = run.client("pub");
  auto client = acknowledging(run, publisher, type);
  const auto bad = spoil(client);
  client.peer.send_illegal(bad);
  const auto text = bad.describe(run.setting());
  run.detected(broken, is_noticed(run, client.peer), "the Server notices " + text, "it accepts it");
  run.must_be_alive();
}

void lengthen(Run& run, Detects broken, PacketType type) {
  spoil_one(run, broken, type,
            [&](const Acknowledging& client) { return with_one_more(longest(run, client, type)); });
}

void shorten(Run& run, Detects broken, PacketType type) {
  for (const unsigned count : {1U, 2U})
    spoil_one(run, broken, type, [&](const Acknowledging& client) {
      return without_end(raw(due(client, type)), count, "half a Packet Identifier, or none");
    });
}

// What the Variable Header ends with where the packet is over too soon for it: a Property Length
// with less behind it, and a property that is not whole, though the Property Length fits.
struct CutProperties {
  Detects broken;
  std::string_view hex;
  std::string_view what;
};
constexpr CutProperties cut_properties[] = {
    {"U5.0-2.2.2.1-1"_v5, "05 26", "Property Length 5 of 1"},
    {"U5.0-2.2.2.2-1"_v5, "04 26 0005 61", "a string that is not whole"}};

void cut_acknowledgement(Run& run, PacketType type) {
  for (const auto& cut : cut_properties)
    spoil_one(run, cut.broken, type, [&](const Acknowledging& client) {
      return raw(due(client, type)).append("00").append(cut.hex).because(cut.what);
    });
}

// The packet up to its properties, and these.
void cut_behind(Run& run, std::string_view beginning, const Raw& legal) {
  for (const auto& cut : cut_properties)
    run.detects(cut.broken, raw(beginning).append(cut.hex).because(cut.what), legal);
}

// With everything that a CONNECT can have in 3.1.1.
ConnectSpec with_all_fields() {
  return connect("c").will(will("topic", "gone")).user_name("user").password("word");
}

// Where each field of that CONNECT ends, counted from its end: the password is the last.
std::vector<unsigned> ends_of_fields(const Run& run) {
  const auto& names = run.names();
  const std::size_t sizes[] = {2 + std::string_view("word").size(),
                               2 + std::string_view("user").size(),
                               2 + std::string_view("gone").size(),
                               2 + names.on_target("topic").size() + (run.is_v5() ? 1U : 0U),
                               2 + names.client_id("c").size() + (run.is_v5() ? 1U : 0U),
                               2,   // Keep Alive
                               8};  // all before it
  std::vector<unsigned> ends;
  for (const auto size : sizes)
    ends.push_back(static_cast<unsigned>(size) + (ends.empty() ? 0 : ends.back()));
  return ends;
}

}  // namespace

std::span<const Case> s2_01_4_remaining_length() {
  static const Case cases[] = {
      {"remaining-length/connect-without-its-last-fields-is-refused",
       {connect_is_validated},
       [](Run& run) {
         for (const auto count : ends_of_fields(run))
           run.must_refuse(connect_is_validated,
                           without_end(raw(with_all_fields()), count, "the last fields left out"),
                           raw(connect("c")));
       }},

      {"remaining-length/connect-with-one-byte-more-is-refused",
       {connect_is_validated},
       [](Run& run) {
         run.must_refuse(connect_is_validated, with_one_more(raw(with_all_fields())),
                         raw(connect("c")));
         run.must_refuse(connect_is_validated, with_one_more(raw(connect("c"))), raw(connect("c")));
       }},

      {"remaining-length/publish-without-its-last-fields-is-noticed",
       {publish_begins_with_topic, identifier_is_there},
       [](Run& run) {
         const auto plain = raw(publish("t", ""));
         const auto properties = run.is_v5() ? 1U : 0U;
         const auto topic = static_cast<unsigned>(run.names().on_target("t").size());
         // Of the Topic Name: its last byte, all of it, half of its length, that too.
         for (const auto count : {1U, topic, topic + 1, topic + 2})
           run.detects(publish_begins_with_topic,
                       without_end(plain, properties + count, "no whole Topic Name"), plain);
         const auto numbered = raw(publish("t", "").qos1(0x0107));
         for (const auto count : {1U, 2U})
           run.detects(identifier_is_there,
                       without_end(numbered, properties + count, "no whole Packet Identifier"),
                       numbered);
       },
       Need::qos_1},

      {"remaining-length/puback-without-its-identifier-is-noticed",
       {"U3.1.1-3.4.1-1"_v311 | "MQTT-2.2.1-5"_v5},
       [](Run& run) {
         shorten(run, "U3.1.1-3.4.1-1"_v311 | "MQTT-2.2.1-5"_v5, PacketType::puback);
       },
       Need::qos_1},
      {"remaining-length/puback-with-one-byte-more-is-noticed",
       {"U3.1.1-3.4.1-1"_v311 | "U5.0-3.4.3-1"_v5},
       [](Run& run) {
         lengthen(run, "U3.1.1-3.4.1-1"_v311 | "U5.0-3.4.3-1"_v5, PacketType::puback);
       },
       Need::qos_1},

      {"remaining-length/pubrec-without-its-identifier-is-noticed",
       {"U3.1.1-3.5.1-1"_v311 | "MQTT-2.2.1-5"_v5},
       [](Run& run) {
         shorten(run, "U3.1.1-3.5.1-1"_v311 | "MQTT-2.2.1-5"_v5, PacketType::pubrec);
       },
       Need::qos_2},
      {"remaining-length/pubrec-with-one-byte-more-is-noticed",
       {"U3.1.1-3.5.1-1"_v311 | "U5.0-3.5.3-1"_v5},
       [](Run& run) {
         lengthen(run, "U3.1.1-3.5.1-1"_v311 | "U5.0-3.5.3-1"_v5, PacketType::pubrec);
       },
       Need::qos_2},

      {"remaining-length/pubrel-without-its-identifier-is-noticed",
       {"U3.1.1-3.6.1-1"_v311 | "MQTT-2.2.1-5"_v5},
       [](Run& run) {
         shorten(run, "U3.1.1-3.6.1-1"_v311 | "MQTT-2.2.1-5"_v5, PacketType::pubrel);
       },
       Need::qos_2},
      {"remaining-length/pubrel-with-one-byte-more-is-noticed",
       {"U3.1.1-3.6.1-1"_v311 | "U5.0-3.6.3-1"_v5},
       [](Run& run) {
         lengthen(run, "U3.1.1-3.6.1-1"_v311 | "U5.0-3.6.3-1"_v5, PacketType::pubrel);
       },
       Need::qos_2},

      {"remaining-length/pubcomp-without-its-identifier-is-noticed",
       {"U3.1.1-3.7.1-1"_v311 | "MQTT-2.2.1-5"_v5},
       [](Run& run) {
         shorten(run, "U3.1.1-3.7.1-1"_v311 | "MQTT-2.2.1-5"_v5, PacketType::pubcomp);
       },
       Need::qos_2},
      {"remaining-length/pubcomp-with-one-byte-more-is-noticed",
       {"U3.1.1-3.7.1-1"_v311 | "U5.0-3.7.3-1"_v5},
       [](Run& run) {
         lengthen(run, "U3.1.1-3.7.1-1"_v311 | "U5.0-3.7.3-1"_v5, PacketType::pubcomp);
       },
       Need::qos_2},

      {"remaining-length/subscribe-without-its-last-fields-is-noticed",
       {filters_of_subscribe, identifier_is_there},
       [](Run& run) {
         const auto legal = raw(subscribe(7).filter("t"));
         const auto filter = static_cast<unsigned>(run.names().on_target("t").size()) + 2;
         // Counted with the Subscription Options: half of the filter, and half of its length.
         for (const auto count : {2U, filter - 1, filter})
           run.detects(filters_of_subscribe, without_end(legal, count, "no whole Topic Filter"),
                       legal);
         for (const auto* identifier : {"", "00"})
           run.detects(
               identifier_is_there,
               raw(fmt::format("82 0{} {}", std::string_view(identifier).size() / 2, identifier))
                   .because("no whole Packet Identifier"),
               legal);
       }},
      {"remaining-length/subscribe-with-one-byte-more-is-noticed",
       {filters_of_subscribe},
       [](Run& run) {
         const auto legal = raw(subscribe(7).filter("t"));
         run.detects(filters_of_subscribe, with_one_more(legal), legal);
       }},

      {"remaining-length/unsubscribe-without-its-last-fields-is-noticed",
       {filters_of_unsubscribe, identifier_is_there},
       [](Run& run) {
         const auto legal = raw(unsubscribe(7).filter("t"));
         const auto filter = static_cast<unsigned>(run.names().on_target("t").size()) + 2;
         for (const auto count : {1U, filter - 2, filter - 1})
           run.detects(filters_of_unsubscribe, without_end(legal, count, "no whole Topic Filter"),
                       legal);
         for (const auto* identifier : {"", "00"})
           run.detects(
               identifier_is_there,
               raw(fmt::format("a2 0{} {}", std::string_view(identifier).size() / 2, identifier))
                   .because("no whole Packet Identifier"),
               legal);
       }},
      {"remaining-length/unsubscribe-with-one-byte-more-is-noticed",
       {filters_of_unsubscribe},
       [](Run& run) {
         const auto legal = raw(unsubscribe(7).filter("t"));
         run.detects(filters_of_unsubscribe, with_one_more(legal), legal);
       }},

      // A Server that takes it for a normal one closes as well, but without the Will.
      {"remaining-length/disconnect-with-one-byte-more-publishes-the-will",
       {disconnect_ends},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto peer = run.client(connect("c").will(will("will", "gone")));
         const auto legal = run.is_v5() ? raw(disconnect()).append("00 00") : raw(disconnect());
         peer.send_illegal(with_one_more(legal));
         const bool goes_on = peer.is_served();
         if (goes_on) peer.drop_connection();
         run.client(connect("other").will(will("will", "other"))).drop_connection();
         watcher.expect(publish("will", "other"));
         run.detected(disconnect_ends, watcher.is_sent(publish("will", "gone")) && !goes_on,
                      "the Server closes and publishes the Will: the DISCONNECT is malformed",
                      goes_on ? "it goes on" : "no Will: it takes it for a normal one");
         run.must_be_alive();
       }},

      // Properties of 5.0
      {"remaining-length/puback-with-properties-cut-short-is-noticed",
       {"U5.0-2.2.2.1-1"_v5, "U5.0-2.2.2.2-1"_v5},
       [](Run& run) { cut_acknowledgement(run, PacketType::puback); },
       Need::qos_1},
      {"remaining-length/pubrec-with-properties-cut-short-is-noticed",
       {"U5.0-2.2.2.1-1"_v5, "U5.0-2.2.2.2-1"_v5},
       [](Run& run) { cut_acknowledgement(run, PacketType::pubrec); },
       Need::qos_2},
      {"remaining-length/pubrel-with-properties-cut-short-is-noticed",
       {"U5.0-2.2.2.1-1"_v5, "U5.0-2.2.2.2-1"_v5},
       [](Run& run) { cut_acknowledgement(run, PacketType::pubrel); },
       Need::qos_2},
      {"remaining-length/pubcomp-with-properties-cut-short-is-noticed",
       {"U5.0-2.2.2.1-1"_v5, "U5.0-2.2.2.2-1"_v5},
       [](Run& run) { cut_acknowledgement(run, PacketType::pubcomp); },
       Need::qos_2},
      {"remaining-length/publish-subscribe-and-unsubscribe-with-properties-cut-short-are-noticed",
       {"U5.0-2.2.2.1-1"_v5, "U5.0-2.2.2.2-1"_v5},
       [](Run& run) {
         cut_behind(run, "30 00 0001 74", raw(publish("t", "x")));
         cut_behind(run, "82 00 0007", raw(subscribe(7).filter("t")));
         cut_behind(run, "a2 00 0007", raw(unsubscribe(7).filter("t")));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
