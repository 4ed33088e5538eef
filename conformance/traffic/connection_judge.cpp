// See connection_judge.hpp: from bytes to packets, and each packet by itself.
#include "conformance/traffic/connection_judge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "codec/explain.hpp"

namespace mqttspec::conformance::traffic {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;  // of a packet that is looked at
constexpr unsigned enough_to_trust = 8;  // packets that fit, before one that does not is blamed
constexpr Version both_versions[] = {Version::v3_1_1, Version::v5_0};

struct Header {
  std::size_t packet_size = 0;
  bool is_whole = false;
  bool is_sound = true;
};

Header header_of(Bytes bytes) {
  std::size_t remaining_length = 0;
  for (std::size_t i = 1; i <= 4; ++i) {
    if (i >= bytes.size()) return {};
    remaining_length |= std::size_t{bytes[i] & 0x7FU} << (7 * (i - 1));
    if ((bytes[i] & 0x80) == 0) return {1 + i + remaining_length, true, true};
  }
  return {0, true, false};
}

bool is_connect(Bytes bytes) { return PacketType(bytes[0] >> 4) == PacketType::connect; }

bool looks_like_connect(Bytes bytes) {
  constexpr std::uint8_t name[] = {0, 4, 'M', 'Q', 'T', 'T'};
  std::size_t at = 1;
  while (at < 5 && at < bytes.size() && (bytes[at] & 0x80) != 0) ++at;
  ++at;
  return is_connect(bytes) && bytes.size() >= at + 7 &&
         std::ranges::equal(bytes.subspan(at, 6), name) &&
         (bytes[at + 6] == 4 || bytes[at + 6] == 5);
}

Version version_of_connect(Bytes bytes) {
  for (const auto& field : explain(bytes, {.sender = Sender::client}))
    if (field.name == "Protocol Level") return Version::v3_1_1;
  return Version::v5_0;
}

// A CONNECT of an older or newer version, or of another protocol.
bool is_of_other_protocol(const Violation& violation) {
  const auto id = violation.statement.id();
  return id == "MQTT-3.1.2-1" || id == "MQTT-3.1.2-2";
}

// A Server of the other version alone refuses in its own way.
bool refuses_version(Bytes bytes, Version version) {
  const auto theirs = version == Version::v5_0 ? Version::v3_1_1 : Version::v5_0;
  const auto decoded = decode_packet(bytes, {.version = theirs, .sender = Sender::server});
  if (!decoded) return false;
  const auto* connack = std::get_if<Connack>(&decoded->packet);
  return connack != nullptr && connack->reason_code != ReasonCode::success;
}

}  // namespace

ConnectionJudge::ConnectionJudge(const ConnectionInfo& info, IncidentSink& sink)
    : info_(info), sink_(sink), has_begun_(!info.from_its_beginning) {
  summary_.versions = {Version::v3_1_1, Version::v5_0};
  if (info.from_its_beginning) return;
  restrict_to(Restriction::began_before);
  for (auto& each : directions_) each.is_lost = !info.has_boundaries;
}

ConnectionJudge::~ConnectionJudge() = default;

void ConnectionJudge::restrict_to(Restriction restriction) {
  if (summary_.restriction == Restriction::none) summary_.restriction = restriction;
  alone_ = true;
  examination_.reset();
}

void ConnectionJudge::skip(Sender from) {
  auto& where = direction(from);
  where.held.clear();
  where.to_skip = 0;
  where.is_lost = true;
  where.trusted = 0;
  restrict_to(has_begun_ ? Restriction::bytes_missing : Restriction::began_before);
  has_begun_ = true;
}

// A connection that does not begin with a CONNECT is MQTT only if it is known to be.
bool ConnectionJudge::begins_well(Sender from, Bytes bytes) const {
  if (from == Sender::server) return false;
  if (is_connect(bytes)) return looks_like_connect(bytes) || (info_.is_mqtt && bytes[0] == 0x10);
  const auto decodes = [&](Version version) {
    const auto decoded = decode_packet(bytes, {.version = version, .sender = from});
    return decoded || std::holds_alternative<NeedMore>(decoded.error());
  };
  return info_.is_mqtt && std::ranges::any_of(both_versions, decodes);
}

void ConnectionJudge::give_up(Restriction restriction) {
  restrict_to(restriction);
  for (auto& each : directions_) {
    each.is_dead = true;
    each.held = {};
  }
}

void ConnectionJudge::take(Sender from, Bytes bytes, const Moment& moment) {
  auto& where = direction(from);
  if (where.is_dead || bytes.empty()) return;
  const bool can_be_connect = from == Sender::client && is_connect(bytes);
  if (!has_begun_ && where.held.empty() && !can_be_connect && !begins_well(from, bytes))
    return give_up(Restriction::not_mqtt);
  const auto skipped = std::min(where.to_skip, bytes.size());
  where.to_skip -= skipped;
  bytes = bytes.subspan(skipped);
  if (where.is_lost && where.trusted == 0 && where.held.empty() && !find_again(from, bytes)) return;
  if (where.held.empty()) {
    const auto used = take_packets(from, bytes, moment);
    if (!where.is_dead && used < bytes.size())
      where.held.assign(bytes.begin() + static_cast<std::ptrdiff_t>(used), bytes.end());
    return;
  }
  where.held.insert(where.held.end(), bytes.begin(), bytes.end());
  const auto used = take_packets(from, where.held, moment);
  if (where.is_dead)
    where.held = {};
  else if (used == where.held.size())
    where.held.clear();
  else
    where.held.erase(where.held.begin(), where.held.begin() + static_cast<std::ptrdiff_t>(used));
}

// Takes all whole packets from the front; returns their size.
std::size_t ConnectionJudge::take_packets(Sender from, Bytes bytes, const Moment& moment) {
  auto& where = direction(from);
  std::size_t used = 0;
  while (used < bytes.size() && !where.is_dead) {
    const auto rest = bytes.subspan(used);
    const auto header = header_of(rest);
    if (!header.is_whole) break;
    if (header.is_sound && header.packet_size > rest.size()) {
      if (header.packet_size <= most_bytes) break;
      where.to_skip = header.packet_size - rest.size();
      ++summary_.too_large;
      restrict_to(Restriction::too_much_open);
      return bytes.size();
    }
    if (!has_begun_ && !begins_well(from, rest)) {
      give_up(Restriction::not_mqtt);
      break;
    }
    has_begun_ = true;
    if (!header.is_sound) {
      judge_packet(from, rest.first(5), moment);
      where.is_dead = true;
      restrict_to(Restriction::unreadable);
      break;
    }
    judge_packet(from, rest.first(header.packet_size), moment);
    if (where.is_lost && where.trusted == 0) return bytes.size();
    used += header.packet_size;
  }
  return used;
}

// Where bytes are missing, packets are taken to begin again where a segment does, if what begins
// there fills the segment with packets that fit.
bool ConnectionJudge::find_again(Sender from, Bytes bytes) {
  for (const Version version : both_versions) {
    auto rest = bytes;
    while (!rest.empty()) {
      const auto decoded = decode_packet(rest, {.version = version, .sender = from});
      if (!decoded) break;
      rest = rest.subspan(decoded->size);
    }
    if (rest.empty()) return true;
  }
  return false;
}

void ConnectionJudge::judge_packet(Sender from, Bytes bytes, const Moment& moment) {
  ++summary_.packets;
  recent_.add(moment, from, bytes);
  if (alone_ || (!has_version_ && from == Sender::server)) return judge_alone(from, bytes, moment);
  if (!has_version_) {
    if (!is_connect(bytes)) return judge_without_connect(bytes, moment);
    // What stands before its Protocol Version is judged by that version as well.
    version_ = version_of_connect(bytes);
  }
  const auto decoded = decode_packet(bytes, {.version = version_, .sender = from});
  if (!decoded) {
    const auto& violation = std::get<Violation>(decoded.error());
    if (!has_version_ && is_of_other_protocol(violation)) {
      return give_up(Restriction::not_mqtt);
    }
    if (from == Sender::server && !connack_at_us_ && refuses_version(bytes, version_))
      return give_up(Restriction::not_mqtt);
    return on_violation(from, version_, violation, bytes, moment);
  }
  if (decoded->contested) ++summary_.contested;
  if (const auto* connect = std::get_if<Connect>(&decoded->packet); connect && !has_version_) {
    has_version_ = true;
    version_ = connect->version;
    summary_.versions = {version_};
  }
  judge_in_context(from, decoded->packet, bytes, moment);
}

// It should have begun with CONNECT; what version it is of, nobody has said.
void ConnectionJudge::judge_without_connect(Bytes bytes, const Moment& moment) {
  for (const Version version : both_versions) {
    const auto event = event_of(Sender::client, version, moment.at_us / 1000, bytes);
    if (!event.packet) continue;
    examine(event, bytes, moment);
    break;
  }
  restrict_to(Restriction::began_before);
}

// Of a connection whose CONNECT was not seen the versions remain that all packets fit so far.
void ConnectionJudge::judge_alone(Sender from, Bytes bytes, const Moment& moment) {
  auto& where = direction(from);
  std::vector<Version> fitting;
  std::optional<Violation> violation;
  for (const Version version : summary_.versions) {
    const auto decoded = decode_packet(bytes, {.version = version, .sender = from});
    if (decoded) {
      fitting.push_back(decoded->packet.index() == 0 ? std::get<Connect>(decoded->packet).version
                                                     : version);
      if (decoded->contested) ++summary_.contested;
    } else if (const auto* found = std::get_if<Violation>(&decoded.error())) {
      violation = *found;
    }
  }
  if (!fitting.empty()) {
    summary_.versions = fitting;
    if (where.trusted < enough_to_trust) ++where.trusted;
    return;
  }
  const bool is_trusted = !where.is_lost || where.trusted >= enough_to_trust;
  if (!is_trusted || !violation) {
    where.trusted = 0;
    return;
  }
  on_violation(from, summary_.versions.back(), *violation, bytes, moment);
}

void ConnectionJudge::on_violation(Sender from, Version version, const Violation& violation,
                                   Bytes bytes, const Moment& moment) {
  std::string text = fmt::format("{} at byte {}", to_string(violation.kind), violation.offset);
  for (const auto& field : explain(bytes, {.version = version, .sender = from}))
    if (field.offset <= violation.offset && violation.offset < field.offset + field.size)
      text += fmt::format(" ({}: {})", field.name, field.value);
  if (summary_.versions.size() > 1) text += "; it is no packet of 3.1.1 either";
  report(from, version, violation.statement, "codec", std::move(text), bytes);
  if (!alone_) examine(event_of(from, version, moment.at_us / 1000, bytes), bytes, moment);
}

void ConnectionJudge::report(Sender culprit, Version version, const StatementId& statement,
                             std::string found_by, std::string text, Bytes bytes) {
  constexpr std::size_t most_kept = 65'536;
  const auto kept = bytes.first(std::min(bytes.size(), most_kept));
  sink_.on({&info_,
            culprit,
            version,
            statement,
            std::move(found_by),
            std::move(text),
            recent_.all(),
            {kept.begin(), kept.end()}});
}

}  // namespace mqttspec::conformance::traffic
