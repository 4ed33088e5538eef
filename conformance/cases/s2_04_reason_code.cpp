// 2.4  Reason Code (5.0): in each packet of a Client, the codes that are of other packets or of
// none
#include "conformance/cases/acknowledging.hpp"
#include "conformance/cases/common.hpp"
#include "conformance/cases/reason_codes.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr StatementId will_after_0x04 = "MQTT-3.1.2-8"_v5;

std::string hex_of(unsigned code) { return fmt::format("0x{:02X}", code); }

// The packet with another Reason Code, which stands in its last byte, and no properties.
Raw with_code(const Raw& without, unsigned code) {
  return Raw(without).append(fmt::format("{:02x}", code)).because("code " + hex_of(code));
}

void judge_accepted(Run& run, Detects listed, PacketType type, const Accepted& accepted,
                    std::size_t of) {
  run.detected(listed, accepted.empty(),
               fmt::format("the Server notices all codes that {} has not", to_string(type)),
               accepted.text(of));
  run.must_be_alive();
}

// An acknowledgement for each of the codes; the Server notices all of them.
void refuse_codes(Run& run, Detects listed, PacketType type, const Codes& all) {
  auto publisher = run.client("pub");
  Accepted accepted;
  in_groups(run, all, [&](std::span<const unsigned> codes) {
    auto clients = acknowledging(run, publisher, type, codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i)
      clients[i].peer.send_illegal(with_code(raw(due(clients[i], type)), codes[i]));
    give_time_to_notice(run, clients);
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (!has_noticed(clients[i].peer)) accepted.add(codes[i]);
      if (clients[i].peer.is_open()) clients[i].peer.send(disconnect());
    }
  });
  judge_accepted(run, listed, type, accepted, all.size());
}

// An AUTH with each of the codes. No method was agreed, so that each of them is illegal twice.
void refuse_codes_of_auth(Run& run, Detects listed, const Codes& all) {
  Accepted accepted;
  in_groups(run, all, [&](std::span<const unsigned> codes) {
    std::vector<Acknowledging> clients;
    for (const auto code : codes) {
      clients.push_back({run.client(std::to_string(code)), 0});
      clients.back().peer.send_illegal(
          raw(fmt::format("f0 06 {:02x} 04 15 0001 78", code)).because("code " + hex_of(code)));
    }
    give_time_to_notice(run, clients);
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (!has_noticed(clients[i].peer)) accepted.add(codes[i]);
      if (clients[i].peer.is_open()) clients[i].peer.send(disconnect());
    }
  });
  judge_accepted(run, listed, PacketType::auth, accepted, all.size());
}

// A DISCONNECT with each of the codes. Only 0x00 discards the Will, so that it is published
// whatever the Server makes of another. False if the Server does not close: so it will be with all.
bool disconnect_with(Run& run, Detects listed, std::span<const unsigned> codes) {
  auto watcher = run.subscriber("will");
  std::vector<Peer> peers;
  for (const auto code : codes) {
    const auto name = std::to_string(code);
    peers.push_back(run.client(connect(name).will(will("will", name))));
  }
  for (std::size_t i = 0; i < codes.size(); ++i)
    peers[i].send_illegal(with_code(raw(disconnect()), codes[i]));
  bool closes = true;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    // One that stays open has had its time for all.
    if (closes && !peers[i].closes()) {
      closes = false;
      run.detected(listed, false, "the Server closes on code " + hex_of(codes[i]), "it stays open");
    }
    if (peers[i].is_open()) peers[i].drop_connection();
  }
  if (closes) run.detected(listed, true, "", "");
  const auto since = run.now();
  for (const auto code : codes)
    watcher.must_within(will_after_0x04, publish("will", std::to_string(code)), since,
                        at_once(run));
  watcher.disconnect();
  return closes;
}

void disconnect_with_all(Run& run, Detects listed, const Codes& all) {
  bool closes = true;
  in_groups(run, all, [&](std::span<const unsigned> codes) {
    if (closes) closes = disconnect_with(run, listed, codes);
  });
  run.must_be_alive();
}

}  // namespace

std::span<const Case> s2_04_reason_code() {
  static const Case cases[] = {
      {"reason-code/of-other-packets-is-noticed-in-puback",
       {"MQTT-3.4.2-1"_v5},
       [](Run& run) {
         refuse_codes(run, "MQTT-3.4.2-1"_v5, PacketType::puback,
                      codes_of_others(PacketType::puback));
       },
       Need::qos_1},
      {"reason-code/of-no-packet-is-noticed-in-puback",
       {"MQTT-3.4.2-1"_v5},
       [](Run& run) {
         refuse_codes(run, "MQTT-3.4.2-1"_v5, PacketType::puback, unlisted_codes(run));
       },
       Need::qos_1},

      {"reason-code/of-other-packets-is-noticed-in-pubrec",
       {"MQTT-3.5.2-1"_v5},
       [](Run& run) {
         refuse_codes(run, "MQTT-3.5.2-1"_v5, PacketType::pubrec,
                      codes_of_others(PacketType::pubrec));
       },
       Need::qos_2},
      {"reason-code/of-no-packet-is-noticed-in-pubrec",
       {"MQTT-3.5.2-1"_v5},
       [](Run& run) {
         refuse_codes(run, "MQTT-3.5.2-1"_v5, PacketType::pubrec, unlisted_codes(run));
       },
       Need::qos_2},

      {"reason-code/of-other-packets-is-noticed-in-pubrel",
       {"MQTT-3.6.2-1"_v5},
       [](Run& run) {
         refuse_codes(run, "MQTT-3.6.2-1"_v5, PacketType::pubrel,
                      codes_of_others(PacketType::pubrel));
       },
       Need::qos_2},
      {"reason-code/of-no-packet-is-noticed-in-pubrel",
       {"MQTT-3.6.2-1"_v5},
       [](Run& run) {
         refuse_codes(run, "MQTT-3.6.2-1"_v5, PacketType::pubrel, unlisted_codes(run));
       },
       Need::qos_2},

      {"reason-code/of-other-packets-is-noticed-in-pubcomp",
       {"MQTT-3.7.2-1"_v5},
       [](Run& run) {
         refuse_codes(run, "MQTT-3.7.2-1"_v5, PacketType::pubcomp,
                      codes_of_others(PacketType::pubcomp));
       },
       Need::qos_2},
      {"reason-code/of-no-packet-is-noticed-in-pubcomp",
       {"MQTT-3.7.2-1"_v5},
       [](Run& run) {
         refuse_codes(run, "MQTT-3.7.2-1"_v5, PacketType::pubcomp, unlisted_codes(run));
       },
       Need::qos_2},

      {"reason-code/of-other-packets-in-disconnect-publishes-the-will",
       {will_after_0x04, "MQTT-3.14.2-1"_v5},
       [](Run& run) {
         disconnect_with_all(run, "MQTT-3.14.2-1"_v5, codes_of_others(PacketType::disconnect));
       }},
      {"reason-code/of-no-packet-in-disconnect-publishes-the-will",
       {will_after_0x04, "MQTT-3.14.2-1"_v5},
       [](Run& run) { disconnect_with_all(run, "MQTT-3.14.2-1"_v5, unlisted_codes(run)); }},

      {"reason-code/of-the-server-in-disconnect-publishes-the-will",
       {will_after_0x04, "U5.0-3.14.2.1-4"_v5},
       [](Run& run) {
         Codes codes;
         for (const auto& use : reason_uses)
           if (use.packet == PacketType::disconnect && use.sender == Actor::server)
             codes.push_back(static_cast<unsigned>(use.code));
         disconnect_with_all(run, "U5.0-3.14.2.1-4"_v5, codes);
       }},

      {"reason-code/of-other-packets-is-noticed-in-auth",
       {"MQTT-3.15.2-1"_v5},
       [](Run& run) {
         refuse_codes_of_auth(run, "MQTT-3.15.2-1"_v5, codes_of_others(PacketType::auth));
       }},
      {"reason-code/of-no-packet-is-noticed-in-auth",
       {"MQTT-3.15.2-1"_v5},
       [](Run& run) { refuse_codes_of_auth(run, "MQTT-3.15.2-1"_v5, unlisted_codes(run)); }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
