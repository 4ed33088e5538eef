// Illegal packets and their twins: whether the target notices the one and takes the other.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/play/connection.hpp"

namespace mqttspec::conformance::play {

using namespace packets;

namespace {

// How long a Server has to close at leisure before a PINGREQ asks whether it still serves.
constexpr Time time_to_close = 150;

bool any_failure(Bytes codes) {
  return std::ranges::any_of(codes, [](auto code) { return is_failure(ReasonCode{code}); });
}

// An answer that refuses what it answers.
bool refuses(const Packet& packet) {
  if (const auto* ack = std::get_if<Puback>(&packet)) return is_failure(ack->reason_code);
  if (const auto* ack = std::get_if<Pubrec>(&packet)) return is_failure(ack->reason_code);
  if (const auto* ack = std::get_if<Pubcomp>(&packet)) return is_failure(ack->reason_code);
  if (const auto* ack = std::get_if<Suback>(&packet)) return any_failure(ack->reason_codes);
  if (const auto* ack = std::get_if<Unsuback>(&packet)) return any_failure(ack->reason_codes);
  if (const auto* ack = std::get_if<Connack>(&packet))
    return ack->reason_code != ReasonCode::success;
  return std::holds_alternative<Disconnect>(packet);
}

bool is_connect(const Raw& stimulus, const PacketSetting& setting) {
  const auto bytes = stimulus.bytes(setting);
  return !bytes.empty() && bytes[0] >> 4 == static_cast<int>(PacketType::connect);
}

}  // namespace

Peer Run::stage(const Raw& stimulus, std::string_view name) {
  return is_connect(stimulus, setting()) ? open(name) : client(name);
}

Run::Refusal Run::await_refusal(Peer& peer, Time deadline, bool until_closed) {
  bool answered = false;
  for (;;) {
    auto& state = peer.connection();
    answered = answered || std::ranges::any_of(state.inbox, [](const Arrival& each) {
                 return refuses(each.packet);
               });
    if (!state.open) return Refusal::closed;
    if (answered && !until_closed) return Refusal::answered;
    if (now() >= deadline) return answered ? Refusal::answered : Refusal::silent;
    pump(deadline);
  }
}

Run::Refusal Run::try_illegal(Peer& peer, const Raw& bad) {
  const bool connecting = is_connect(bad, setting());
  peer.send_illegal(bad);
  if (!connecting) {
    const auto quick = await_refusal(peer, now() + time_to_close, true);
    if (quick != Refusal::silent) return quick;
    if (peer.answers_ping(now() + settings_.patience)) return Refusal::served;
    return await_refusal(peer, now(), true);
  }
  const Time deadline = now() + settings_.patience;
  for (;;) {
    if (peer.connection().connack) return Refusal::served;
    const auto outcome = await_refusal(peer, now(), true);
    if (outcome != Refusal::silent || now() >= deadline) return outcome;
    pump(deadline);
  }
}

void Run::prove_twin(const Raw& twin) {
  Peer peer = stage(twin, "twin");
  const bool connecting = is_connect(twin, setting());
  pump(now());
  send_bytes(peer.connection(), twin, false);
  if (connecting) peer.expect(connack().codes({ReasonCode::success}));
  peer.ping();
  const auto& inbox = peer.connection().inbox;
  if (std::ranges::any_of(inbox, [](const Arrival& each) { return refuses(each.packet); }))
    end(Verdict::inconclusive, "the legal twin is accepted: " + twin.describe(setting()),
        "it is refused");
  explain("twin accepted: " + twin.describe(setting()));
  peer.disconnect();
}

void Run::must_refuse(Must statement, const Raw& bad, const Raw& twin) {
  prove_twin(twin);
  Peer peer = stage(bad, "bad");
  auto outcome = try_illegal(peer, bad);
  if (outcome != Refusal::closed) {
    network_.overdue();
    const Time limit = outcome == Refusal::served
                           ? std::min(settings_.patience, settings_.late_limit)
                           : settings_.late_limit;
    const bool closed = peer.await_close(now() + limit);
    if (closed) outcome = Refusal::closed;
  }
  peer.note_closing();
  const bool closed = outcome == Refusal::closed;
  judge(statement.cited(), closed ? StatementVerdict::satisfied : StatementVerdict::violated);
  if (!closed)
    end(Verdict::fail, "the Server closes on " + bad.describe(setting()),
        outcome == Refusal::served     ? "it goes on serving the connection"
        : outcome == Refusal::answered ? "it refuses, but leaves the connection open"
                                       : "it neither answers nor closes");
  must_be_alive();
}

void Run::detects(Detects statement, const Raw& bad, const Raw& twin) {
  prove_twin(twin);
  Peer peer = stage(bad, "bad");
  const auto outcome = try_illegal(peer, bad);
  peer.note_closing();
  if (outcome == Refusal::silent) {
    judge(statement.cited(), StatementVerdict::undecided);
    end(Verdict::inconclusive, "an answer to " + bad.describe(setting()),
        "neither answer nor closing");
  }
  const bool detected = outcome != Refusal::served;
  judge(statement.cited(), detected ? StatementVerdict::satisfied : StatementVerdict::undetected);
  if (!detected)
    conclude(Verdict::warn, "the Server notices " + bad.describe(setting()),
             "it accepts it: undetected");
  must_be_alive();
}

void Run::should_refuse(Should statement, const Raw& bad, const Raw& twin) {
  prove_twin(twin);
  Peer peer = stage(bad, "bad");
  const auto outcome = try_illegal(peer, bad);
  peer.note_closing();
  const bool refused = outcome == Refusal::closed || outcome == Refusal::answered;
  judge(statement.cited(), refused ? StatementVerdict::satisfied : StatementVerdict::not_followed);
  if (!refused)
    conclude(Verdict::warn, "the Server refuses " + bad.describe(setting()), "it accepts it");
  must_be_alive();
}

}  // namespace mqttspec::conformance::play
