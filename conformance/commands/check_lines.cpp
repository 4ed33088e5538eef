// See check_lines.hpp.
#include "conformance/commands/check_lines.hpp"

#include <fmt/format.h>

#include <istream>
#include <memory>
#include <nlohmann/json.hpp>

#include "codec/printable.hpp"
#include "conformance/commands/decode_input.hpp"
#include "conformance/traffic/connection_judge.hpp"

namespace mqttspec::conformance::commands {

using namespace traffic;

namespace {

// One connection of the text.
struct WrittenConnection {
  WrittenConnection(ConnectionInfo about, IncidentSink& sink)
      : info(std::move(about)), judge(info, sink) {}
  ConnectionInfo info;
  ConnectionJudge judge;
};

class WrittenConnections {
 public:
  explicit WrittenConnections(TrafficReport& report) : report_(report) {}
  ~WrittenConnections() {
    for (const auto& [name, connection] : open_)
      report_.on_end(connection->info, connection->judge.summary());
  }
  WrittenConnections(const WrittenConnections&) = delete;
  WrittenConnections& operator=(const WrittenConnections&) = delete;

  void take(const std::string& name, Sender from, Bytes bytes, const Moment& moment) {
    if (bytes.empty()) return;
    auto& connection = open_[name];
    if (!connection) {
      const bool begins = from == Sender::client && bytes[0] == 0x10;
      const auto client = name.empty() ? "of the text" : name;
      connection = std::make_unique<WrittenConnection>(
          ConnectionInfo{++count_, client, "of the text", begins, true, true}, report_);
    }
    connection->judge.take(from, bytes, moment);
  }
  void end(const std::string& name) {
    const auto found = open_.find(name);
    if (found == open_.end()) return;
    report_.on_end(found->second->info, found->second->judge.summary());
    open_.erase(found);
  }
  bool any() const { return count_ > 0; }

 private:
  TrafficReport& report_;
  std::map<std::string, std::unique_ptr<WrittenConnection>> open_;
  std::uint64_t count_ = 0;
};

bool is_separator(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of('-') == std::string_view::npos;
}

// How many lines tell of packets without their bytes.
std::size_t judge_marked(std::istream& in, WrittenConnections& connections, TrafficReport& report) {
  PasteReader reader(in, Notation::guessed, false);
  std::uint64_t number = 0;
  std::size_t told = 0;
  while (const auto piece = reader.next()) {
    if (!*piece) {
      if (tells_of_packet(piece->error().text)) ++told;
      if (is_separator(piece->error().text))
        connections.end("");
      else
        report.note(fmt::format("line {} stands for no bytes: {}", piece->error().line,
                                quoted(std::string_view(piece->error().text))));
      continue;
    }
    ++number;
    if (!(*piece)->from)
      report.note(fmt::format("packet {} has no > or < before it, and was left out", number));
    else
      connections.take("", *(*piece)->from, (*piece)->bytes, {number * 1'000, number});
  }
  return told;
}

// False if the line is no such object.
bool take_json(const std::string& line, std::uint64_t number, WrittenConnections& connections) {
  const auto object = nlohmann::json::parse(line, nullptr, false);
  if (!object.is_object()) return false;
  const auto text = [&](const char* name) {
    const auto found = object.find(name);
    if (found == object.end()) return std::string();
    return found->is_string() ? found->get<std::string>() : found->dump();
  };
  const auto connection = text("connection");
  if (text("event") == "opened") {
    connections.end(connection);
    return true;
  }
  const auto from = text("from");
  const auto bytes = parse_hex(text("bytes"));
  if (!object.contains("bytes")) return object.contains("event");
  if (!bytes || (from != "client" && from != "server")) return false;
  const auto at = object.find("at_s");
  const double at_s = at != object.end() && at->is_number() ? at->get<double>() : 0;
  const auto at_us = at_s > 0 && at_s < 1e12 ? static_cast<std::uint64_t>(at_s * 1e6) : 0;
  connections.take(connection, from == "client" ? Sender::client : Sender::server, *bytes,
                   {at_us, number});
  return true;
}

void judge_json(std::istream& in, WrittenConnections& connections, TrafficReport& report) {
  std::uint64_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (!take_json(line, number, connections))
      report.note(fmt::format("line {} is no packet: {}", number, quoted(std::string_view(line))));
  }
}

}  // namespace

std::expected<void, std::string> judge_lines(std::istream& in, TrafficReport& report) {
  WrittenConnections connections(report);
  std::size_t told = 0;
  while (in.peek() == '\n' || in.peek() == '\r' || in.peek() == ' ') in.get();
  if (in.peek() == '{')
    judge_json(in, connections, report);
  else
    told = judge_marked(in, connections, report);
  if (connections.any()) return {};
  if (told > 0)
    return std::unexpected(
        "it tells of packets without their bytes, by which alone they can be judged: take a "
        "capture, or put mqttspec watch in front of the Server");
  return std::unexpected("it is neither a capture nor lines of packets marked with > and <");
}

}  // namespace mqttspec::conformance::commands
