// 2.4  Reason Code (5.0): in each packet of a Client, the codes that are of other packets or of
// none
#include "conformance/cases/acknowledging.hpp"
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr StatementId will_after_0x04 = "MQTT-3.1.2-8"_v5;

using Codes = std::vector<unsigned>;

// Codes of no packet at all.
constexpr unsigned unlisted[] = {0x03, 0x05, 0x0F, 0x7F, 0xA3, 0xFF};

// Codes that neither side may give in packets of this type: all that the Standard lists for others,
// and some that it does not list.
Codes codes_of_others(PacketType type) {
  Codes codes(std::begin(unlisted), std::end(unlisted));
  for (const auto& row : reason_table) {
    const auto code = static_cast<unsigned>(row.code);
    const bool fits = std::ranges::any_of(
        reason_uses, [&](const auto& use) { return use.packet == type && use.code == row.code; });
    if (!fits && std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
  }
  return codes;
}

std::string hex_of(unsigned code) { return fmt::format("0x{:02X}", code); }

// The packet with another Reason Code, which stands in its last byte, and no properties.
Raw with_code(const Raw& without, unsigned code) {
  return Raw(without).append(fmt::format("{:02x}", code)).because("code " + hex_of(code));
}

// An acknowledgement for each of the codes; the Server notices all of them.
void refuse_codes(Run& run, Detects listed, PacketType type) {
  auto publisher = run.client("pub");
  std::string accepted;
  const auto all = codes_of_others(type);
  std::size_t count = 0;
  for (const auto code : all) {
    auto client = acknowledging(run, publisher, type);
    client.peer.send_illegal(with_code(raw(due(client, type)), code));
    if (!is_noticed(run, client.peer)) {
      accepted += " " + hex_of(code);
      ++count;
    }
    if (client.peer.is_open()) client.peer.disconnect();
  }
  run.detected(listed, accepted.empty(),
               fmt::format("the Server notices all codes that {} has not", to_string(type)),
               "it accepts" + (count == all.size() ? " every one" : accepted));
  run.must_be_alive();
}

// A DISCONNECT with each of the codes. Only 0x00 discards the Will, so that it is published
// whatever the Server makes of another.
void disconnect_with(Run& run, Detects listed, const Codes& codes) {
  auto watcher = run.subscriber("will");
  std::vector<std::string> names;
  for (const auto code : codes) {
    names.push_back(std::to_string(code));
    auto peer = run.client(connect(names.back()).will(will("will", names.back())));
    peer.send_illegal(with_code(raw(disconnect()), code));
    const bool closes = peer.closes();
    if (!closes) peer.drop_connection();
    run.detected(listed, closes, "the Server closes on code " + hex_of(code), "it stays open");
    if (!closes) break;  // and so it will be with the others
  }
  const auto since = run.now();
  for (const auto& name : names)
    watcher.must_within(will_after_0x04, publish("will", name), since, at_once(run));
  run.must_be_alive();
}

}  // namespace

std::span<const Case> s2_04_reason_code() {
  static const Case cases[] = {
      {"reason-code/of-other-packets-is-noticed-in-puback",
       {"MQTT-3.4.2-1"_v5},
       [](Run& run) { refuse_codes(run, "MQTT-3.4.2-1"_v5, PacketType::puback); },
       Need::qos_1},

      {"reason-code/of-other-packets-is-noticed-in-pubrec",
       {"MQTT-3.5.2-1"_v5},
       [](Run& run) { refuse_codes(run, "MQTT-3.5.2-1"_v5, PacketType::pubrec); },
       Need::qos_2},

      {"reason-code/of-other-packets-is-noticed-in-pubrel",
       {"MQTT-3.6.2-1"_v5},
       [](Run& run) { refuse_codes(run, "MQTT-3.6.2-1"_v5, PacketType::pubrel); },
       Need::qos_2},

      {"reason-code/of-other-packets-is-noticed-in-pubcomp",
       {"MQTT-3.7.2-1"_v5},
       [](Run& run) { refuse_codes(run, "MQTT-3.7.2-1"_v5, PacketType::pubcomp); },
       Need::qos_2},

      {"reason-code/of-other-packets-in-disconnect-publishes-the-will",
       {will_after_0x04, "MQTT-3.14.2-1"_v5},
       [](Run& run) {
         disconnect_with(run, "MQTT-3.14.2-1"_v5, codes_of_others(PacketType::disconnect));
       }},

      {"reason-code/of-the-server-in-disconnect-publishes-the-will",
       {will_after_0x04, "U5.0-3.14.2.1-4"_v5},
       [](Run& run) {
         Codes codes;
         for (const auto& use : reason_uses)
           if (use.packet == PacketType::disconnect && use.sender == Actor::server)
             codes.push_back(static_cast<unsigned>(use.code));
         disconnect_with(run, "U5.0-3.14.2.1-4"_v5, codes);
       }},

      {"reason-code/of-other-packets-is-noticed-in-auth",
       {"MQTT-3.15.2-1"_v5},
       [](Run& run) {
         // No method was agreed, so that every AUTH is illegal: these are so twice.
         for (const auto code : unlisted)
           run.detects("MQTT-3.15.2-1"_v5, raw(fmt::format("f0 06 {:02x} 04 15 0001 78", code)),
                       raw(pingreq()));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
