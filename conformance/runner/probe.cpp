// A CONNECT by hand, without the vocabulary of cases: nothing is judged here.
#include "conformance/runner/probe.hpp"

#include <fmt/format.h>

#include "codec/decode.hpp"
#include "codec/notation.hpp"
#include "codec/printable.hpp"
#include "conformance/packets/connect.hpp"
#include "conformance/packets/reason.hpp"

namespace mqttspec::conformance::runner {

using namespace packets;
using namespace play;
using namespace wire;

namespace {

using Answer = Probe::Answer;

// What a CONNACK declines and limits (5.0, section 3.2.2.3).
Limits limits_of(const ConnackProperties& properties, const std::string& connack) {
  Limits limits;
  const auto note = [&](bool lacking, Need need) {
    if (lacking) limits.lacks.push_back({need, connack});
  };
  note(properties.maximum_qos == 0, Need::qos_1);
  note(properties.maximum_qos.value_or(2) < 2, Need::qos_2);
  note(properties.retain_available == 0, Need::retain);
  note(properties.wildcard_subscription_available == 0, Need::wildcard);
  note(properties.subscription_identifier_available == 0, Need::subscription_identifiers);
  note(properties.shared_subscription_available == 0, Need::shared_subscriptions);
  note(properties.topic_alias_maximum.value_or(0) == 0, Need::topic_alias);
  limits.packet_size = properties.maximum_packet_size;
  return limits;
}

Probe accepted_or_refused(Version version, const Connack& connack) {
  const bool accepts = connack.reason_code == ReasonCode::success;
  const auto text = to_text(connack, version);
  const bool tells = accepts && version == Version::v5_0;
  return {accepts ? Answer::accepted : Answer::refused,
          {version, accepts, text, tells ? limits_of(connack.properties, text) : Limits{}}};
}

// Bytes that are no packet of this version. A Server of 3.1.1 answers a CONNECT of 5.0 in its own
// form; a CONNACK with a fault in its properties still tells that the version is served, and the
// cases find the fault.
Probe read_garbage(Version version, Bytes bytes) {
  const bool connack = bytes.size() >= 4 && bytes[0] == 0x20;
  if (version == Version::v5_0 && connack && bytes[1] == 2) {
    const auto code =
        notation::code_text(Version::v3_1_1, PacketType::connack, ReasonCode{bytes[3]});
    return {bytes[3] == 0 ? Answer::garbage : Answer::refused,
            {version, false, "CONNACK " + code + " in the form of 3.1.1", {}}};
  }
  if (connack && bytes[3] == 0)
    return {Answer::accepted, {version, true, "CONNACK 0x00, malformed", {}}};
  return {Answer::garbage,
          {version, false, "not a CONNACK: " + mqttspec::quoted(as_text(bytes), 24), {}}};
}

std::vector<std::uint8_t> connect_bytes(Version version, const Names& names,
                                        const Settings& settings, std::string_view client) {
  return connect(client).bytes({names, version, settings.user_name, settings.password}).value();
}

// The answer that the bytes hold, or nothing while it is not whole.
std::optional<Probe> read_answer(Version version, Bytes bytes) {
  const auto decoded = decode_packet(bytes, {.version = version, .sender = Sender::server});
  if (decoded) {
    if (const auto* connack = std::get_if<Connack>(&decoded->packet))
      return accepted_or_refused(version, *connack);
    return read_garbage(version, bytes);
  }
  if (std::holds_alternative<Violation>(decoded.error())) return read_garbage(version, bytes);
  return std::nullopt;
}

}  // namespace

Probe probe(Network& network, Version version, const Names& names, const Settings& settings,
            std::string_view client) {
  const auto connection = network.connect_to(0, version);
  if (!connection) return {Answer::unreachable, {version, false, connection.error(), {}}};
  network.send(*connection, connect_bytes(version, names, settings, client));
  const Time deadline = network.now() + settings.patience;
  std::vector<std::uint8_t> bytes;
  do {
    for (const auto& event : network.wait(deadline)) {
      if (event.connection != *connection) continue;
      if (event.kind == NetworkEvent::Kind::closed) {
        const auto how = event.closing == Closing::reset ? "reset" : "closed";
        const auto why = event.reason.empty() ? "" : ": " + event.reason;
        return {Answer::closed,
                {version, false, fmt::format("{} without a CONNACK{}", how, why), {}}};
      }
      bytes.insert(bytes.end(), event.bytes.begin(), event.bytes.end());
      if (auto answer = read_answer(version, bytes)) {
        if (answer->answer == Answer::accepted)
          network.send(*connection, disconnect().bytes({names, version}).value());
        network.close(*connection);
        return *std::move(answer);
      }
    }
  } while (network.now() < deadline);
  network.cut(*connection);
  return {Answer::silent,
          {version, false, fmt::format("no CONNACK within {} ms", settings.patience), {}}};
}

}  // namespace mqttspec::conformance::runner
