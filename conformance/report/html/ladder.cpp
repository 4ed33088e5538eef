// See ladder.hpp.
#include "conformance/report/html/ladder.hpp"

#include <algorithm>
#include <cmath>

#include "codec/explain.hpp"
#include "codec/printable.hpp"

namespace mqttspec::conformance::report::html {
namespace {

// Of a long trace: events at its begin, before the decisive one, and after it.
constexpr std::size_t first_shown = 30;
constexpr std::size_t before_shown = 60;
constexpr std::size_t after_shown = 20;
constexpr std::size_t most_bytes = 96;  // of a packet

enum EventKind : std::uint8_t {
  opened,
  client_packet,
  server_packet,
  client_garbage,
  server_garbage,
  client_closed,
  server_closed,
};

EventKind kind_of(const Document& event) {
  const auto name = text_of(event, "event");
  const bool is_server = text_of(event, "from") == "server";
  if (name == "packet") return is_server ? server_packet : client_packet;
  if (name == "garbage") return is_server ? server_garbage : client_garbage;
  if (name == "closed") return is_server ? server_closed : client_closed;
  return opened;
}

// The Protocol Version that a CONNECT asks for: the byte behind the name "MQTT".
std::optional<Version> version_asked(const std::vector<std::uint8_t>& bytes) {
  if (bytes.empty() || bytes[0] >> 4 != 1) return std::nullopt;
  constexpr std::uint8_t name[] = {0, 4, 'M', 'Q', 'T', 'T'};
  const auto found = std::ranges::search(bytes, name);
  if (found.end() == bytes.end()) return std::nullopt;
  return *found.end() == 5 ? Version::v5_0 : Version::v3_1_1;
}

class Ladder {
 public:
  Ladder(const Document& which, LadderTables& tables)
      : wire_(which.at("wire")),
        version_(text_of(which, "version") == "5.0" ? Version::v5_0 : Version::v3_1_1),
        tables_(tables) {}

  Document draw() {
    choose();
    Document events = Document::array();
    Document decisive;
    for (std::size_t i = 0, skipped = 0; i < wire_.size(); ++i) {
      const auto& event = wire_[i];
      auto drawn = draw(event);
      if (!is_shown(i)) {
        ++skipped;
        continue;
      }
      if (skipped > 0) events.push_back(Document::array({skipped}));
      skipped = 0;
      if (event.value("decisive", false)) decisive = events.size();
      events.push_back(std::move(drawn));
    }
    return {{"lanes", lanes_}, {"decisive", decisive}, {"events", std::move(events)}};
  }

 private:
  // Where nothing was decisive, the end is what counts.
  void choose() {
    centre_ = wire_.size() - 1;
    for (std::size_t i = 0; i < wire_.size(); ++i)
      if (wire_[i].value("decisive", false)) centre_ = i;
  }
  bool is_shown(std::size_t i) const {
    return wire_.size() <= first_shown + before_shown + after_shown || i < first_shown ||
           (i + before_shown >= centre_ && i <= centre_ + after_shown);
  }

  std::size_t lane(const Document& event) {
    const auto name = text_of(event, "connection");
    const auto found = std::ranges::find(lanes_, name);
    if (found != lanes_.end()) return static_cast<std::size_t>(found - lanes_.begin());
    lanes_.emplace_back(name);
    versions_.push_back(version_);
    return lanes_.size() - 1;
  }

  Document draw(const Document& event) {
    const auto kind = kind_of(event);
    const auto place = lane(event);
    const auto at_ms = std::llround(event.at("at_s").get<double>() * 1000);
    Document drawn = {at_ms, place, kind};
    const auto digits = text_of(event, "bytes");
    if (digits.empty()) return drawn;
    const auto bytes = parse_hex(digits).value_or(std::vector<std::uint8_t>());
    if (kind == client_packet || kind == client_garbage)
      versions_[place] = version_asked(bytes).value_or(versions_[place]);
    drawn.push_back(tables_.texts(text_of(event, "packet")));
    drawn.push_back(digits.substr(0, 2 * most_bytes));
    drawn.push_back(fields(bytes, kind, versions_[place]));
    if (bytes.size() > most_bytes) drawn.push_back(bytes.size());
    return drawn;
  }

  std::size_t fields(const std::vector<std::uint8_t>& bytes, EventKind kind, Version version) {
    const bool is_client = kind == client_packet || kind == client_garbage;
    Document all = Document::array();
    for (const auto& field : explain(
             bytes, {.version = version, .sender = is_client ? Sender::client : Sender::server})) {
      if (field.offset >= most_bytes) break;
      all.push_back(field.size);
      all.push_back(tables_.labels({field.depth, field.name, field.section}));
      all.push_back(tables_.texts(field.value));
    }
    return tables_.fields(std::move(all));
  }

  const Document& wire_;
  Version version_;
  LadderTables& tables_;
  std::size_t centre_ = 0;
  std::vector<std::string> lanes_;
  std::vector<Version> versions_;  // of each lane
};

}  // namespace

Document ladder_of(const Document& which, LadderTables& tables) {
  return Ladder(which, tables).draw();
}

}  // namespace mqttspec::conformance::report::html
