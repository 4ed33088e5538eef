// See traffic_report.hpp.
#include "conformance/traffic/traffic_report.hpp"

#include <fmt/format.h>

#include <ostream>

#include "codec/decode.hpp"
#include "codec/notation.hpp"
#include "codec/printable.hpp"
#include "conformance/report/text.hpp"

namespace mqttspec::conformance::traffic {

using report::Colour;

namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t label_width = 11;
constexpr std::size_t most_in_json = 1'000;  // violations

bool is_binding(Level level) { return level != Level::should && level != Level::may; }

std::string_view name(Sender sender) { return sender == Sender::client ? "Client" : "Server"; }
std::string_view key(Sender sender) { return sender == Sender::client ? "client" : "server"; }
std::string_view arrow(Sender from) { return from == Sender::client ? "->" : "<-"; }

std::string packet_text(const SeenPacket& packet, Version version) {
  const auto decoded =
      decode_packet(Bytes(packet.bytes), {.version = version, .sender = packet.from});
  if (decoded) return to_text(decoded->packet, version);
  const auto type = packet.bytes.empty() ? 0 : packet.bytes[0] >> 4;
  const auto type_name = type == 0 ? std::string_view("bytes") : to_string(PacketType(type));
  const bool is_cut = packet.bytes.size() < packet.size;
  return fmt::format("{} of {} B{}", type_name, packet.size, is_cut ? "" : ", not a valid packet");
}

std::string hex_text(Bytes bytes, std::size_t size) {
  constexpr std::size_t shown = 16;
  if (size <= shown) return hex(bytes.first(std::min(bytes.size(), shown)), " ");
  return fmt::format("{} ... ({} B)", hex(bytes.first(std::min(bytes.size(), shown)), " "), size);
}

double seconds(const Moment& moment) { return static_cast<double>(moment.at_us) / 1e6; }

std::string labelled(std::string_view label, const std::string& text) {
  std::string lines;
  for (const auto& line : report::wrapped(text, columns - 2 - label_width)) {
    lines += fmt::format("  {:<{}}{}\n", label, label_width, line);
    label = "";
  }
  return lines;
}

std::string ladder(const Incident& incident, const report::Paint& paint) {
  std::string lines = labelled("wire", "seconds, direction, packet");
  constexpr std::size_t indent = 18;
  for (const auto& packet : incident.packets) {
    const bool is_last = &packet == &incident.packets.back();
    std::string margin = fmt::format(" {} {:11.6f} {} ", is_last ? ">" : " ",
                                     seconds(packet.moment), arrow(packet.from));
    for (const auto& line :
         report::wrapped(packet_text(packet, incident.version), columns - indent)) {
      lines += paint(is_last ? Colour::bold : Colour::dim, margin + line) + "\n";
      margin = std::string(indent, ' ');
    }
    if (is_last)
      lines += margin.substr(0, 0) + std::string(indent, ' ') +
               paint(Colour::dim, hex_text(incident.bytes, packet.size)) + "\n";
  }
  return lines;
}

std::string incident_text(const Incident& incident, const report::Paint& paint) {
  const auto& row = incident.statement.row();
  const auto& connection = *incident.connection;
  const bool binds = is_binding(row.level);
  const auto& culprit = incident.culprit == Sender::client ? connection.client : connection.server;
  const auto& other_side =
      incident.culprit == Sender::client ? connection.server : connection.client;
  std::string text =
      fmt::format("{}  {} {} (connection {}, with {} {})\n",
                  paint(binds ? Colour::red : Colour::yellow, binds ? "VIOLATED" : "NOT FOLLOWED"),
                  name(incident.culprit), culprit, connection.number, name(other(incident.culprit)),
                  other_side);
  text += labelled("statement", fmt::format("[{}] of {}", row.id, to_string(row.version)));
  text += labelled("", std::string(row.summary));
  text += labelled("found", fmt::format("{} ({})", incident.text, incident.found_by));
  const auto& moment = incident.packets.back().moment;
  if (moment.number > 0)
    text += labelled("at", fmt::format("{:.6f} s, number {}", seconds(moment), moment.number));
  return text + ladder(incident, paint);
}

nlohmann::ordered_json incident_json(const Incident& incident) {
  auto wire = nlohmann::ordered_json::array();
  for (const auto& packet : incident.packets) {
    const bool is_last = &packet == &incident.packets.back();
    wire.push_back({{"at_s", seconds(packet.moment)},
                    {"number", packet.moment.number},
                    {"from", key(packet.from)},
                    {"size", packet.size},
                    {"bytes", hex(is_last ? Bytes(incident.bytes) : Bytes(packet.bytes))},
                    {"packet", packet_text(packet, incident.version)}});
  }
  return {{"version", to_string(incident.statement.version())},
          {"statement", incident.statement.id()},
          {"by", key(incident.culprit)},
          {"connection", incident.connection->number},
          {"client", incident.connection->client},
          {"server", incident.connection->server},
          {"found_by", incident.found_by},
          {"text", report::valid_text(incident.text)},
          {"wire", std::move(wire)}};
}

constexpr std::string_view restriction_words[] = {
    "judged whole",
    "began before: each packet was judged by itself",
    "lack bytes: from there on, each packet was judged by itself",
    "are not MQTT 3.1.1 or 5.0, and were not judged",
    "cannot be read behind some point",
    "have too much open, or a packet that is too large: each packet was judged by itself",
};
constexpr std::string_view restriction_keys[] = {"none",     "began_before", "bytes_missing",
                                                 "not_mqtt", "unreadable",   "too_much_open"};

std::string versions_text(const std::vector<Version>& versions) {
  if (versions.size() == 1) return std::string(to_string(versions[0]));
  return "3.1.1 or 5.0, as both fit";
}

}  // namespace

void TrafficReport::on(const Incident& incident) {
  const std::lock_guard lock(mutex_);
  const auto count = ++counts_[{incident.statement, incident.culprit, incident.found_by}];
  if (incidents_.size() < most_in_json) incidents_.push_back(incident_json(incident));
  if (count == 1 || settings_.all) out_ << incident_text(incident, paint_) << "\n" << std::flush;
}

void TrafficReport::on_end(const ConnectionInfo&, const ConnectionSummary& summary) {
  const std::lock_guard lock(mutex_);
  ++connections_;
  packets_ += summary.packets;
  contested_ += summary.contested;
  too_large_ += summary.too_large;
  if (summary.restriction != Restriction::none) ++restricted_[summary.restriction];
  if (summary.restriction == Restriction::began_before && summary.packets > 0)
    ++began_before_[summary.versions];
}

void TrafficReport::note(std::string text) {
  const std::lock_guard lock(mutex_);
  notes_.push_back(std::move(text));
}

bool TrafficReport::has_violations() const {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(counts_, [](const auto& entry) {
    return is_binding(std::get<StatementId>(entry.first).level());
  });
}

std::string TrafficReport::about_connections() const {
  std::string text;
  for (const auto& [restriction, count] : restricted_)
    text += labelled("", fmt::format("{} of the connections {}", count,
                                     restriction_words[static_cast<std::size_t>(restriction)]));
  for (const auto& [versions, count] : began_before_)
    text += labelled("", fmt::format("of those that began before, {} speak{} {}", count,
                                     count == 1 ? "s" : "", versions_text(versions)));
  if (contested_ > 0)
    text += labelled("", fmt::format("{} packets are contested: the Standard forbids and allows "
                                     "them, or is silent",
                                     contested_));
  for (const auto& note : notes_) text += labelled("", note);
  return text;
}

void TrafficReport::write_summary(double seconds) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [what, count] : counts_) {
    const auto& [statement, culprit, found_by] = what;
    out_ << fmt::format("{:>8} x  [{}] of {} by the {} ({})\n", count, statement.id(),
                        to_string(statement.version()), name(culprit), found_by);
  }
  const auto rate = seconds > 0 ? fmt::format(" in {:.2f} s, {:.0f} a second", seconds,
                                              static_cast<double>(packets_) / seconds)
                                : "";
  out_ << fmt::format("{} connection{}, {} packet{}{}\n", connections_,
                      connections_ == 1 ? "" : "s", packets_, packets_ == 1 ? "" : "s", rate)
       << about_connections();
  if (counts_.empty()) out_ << "no violation found\n";
  out_ << std::flush;
}

nlohmann::ordered_json TrafficReport::to_json() const {
  const std::lock_guard lock(mutex_);
  auto counts = nlohmann::ordered_json::array();
  for (const auto& [what, count] : counts_) {
    const auto& [statement, culprit, found_by] = what;
    counts.push_back({{"version", to_string(statement.version())},
                      {"statement", statement.id()},
                      {"by", key(culprit)},
                      {"found_by", found_by},
                      {"times", count}});
  }
  auto restricted = nlohmann::ordered_json::object();
  for (const auto& [restriction, count] : restricted_)
    restricted[std::string(restriction_keys[static_cast<std::size_t>(restriction)])] = count;
  return {{"connections", connections_}, {"packets", packets_},      {"contested", contested_},
          {"too_large", too_large_},     {"restricted", restricted}, {"notes", notes_},
          {"statements", counts},        {"violations", incidents_}};
}

}  // namespace mqttspec::conformance::traffic
