// See script.hpp.
#include "model/scripts/testing/script.hpp"

#include <cmath>
#include <cstdlib>

#include "codec/notation.hpp"
#include "codec/owned.hpp"
#include "model/scripts/script_words.hpp"

namespace mqttspec::model::scripts {

namespace {

/// A violation of that statement, for a broker that does not look at the bytes themselves. The
/// statement may be of the other version.
std::optional<Malformed> malformed_of(const Words& words, ConnectionId connection,
                                      Version version) {
  const auto other = version == Version::v5_0 ? Version::v3_1_1 : Version::v5_0;
  auto statement = find_statement(version, words.argument(2));
  if (!statement) statement = find_statement(other, words.argument(2));
  if (!statement) return std::nullopt;
  const auto type = Words::to_number(words.argument(3), 10);
  return Malformed{connection,
                   {*statement, 0, ViolationKind::malformed, ReasonCode::malformed_packet},
                   static_cast<std::uint8_t>(type),
                   version};
}

}  // namespace

Script::Script(Version version, const Profile& profile, const FaultSet& faults, Chooser& chooser,
               std::optional<Version> wording)
    : version_(version), wording_(wording), profile_(profile), faults_(faults), chooser_(chooser) {}

std::string Script::run(std::string_view lines) {
  std::string result;
  while (!lines.empty()) {
    const auto end = std::min(lines.find_first_of(";\n"), lines.size());
    auto line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (!line.empty()) result += run_line(line);
  }
  return result;
}

std::string Script::run_line(std::string_view line) {
  const Words words(line);
  const auto name = words.argument(0);
  const auto verb = words.argument(1);
  if (name == "wait") {
    const double seconds = std::strtod(std::string(verb).c_str(), nullptr);
    return perform(Advance{state_.now + static_cast<Time>(std::llround(seconds * 1'000))});
  }
  if (name == "restart") return perform(Restarted{verb == "kept"});
  if (verb == "open") {
    connection_of(name, true);
    return {};
  }
  const auto connection = connection_of(name, verb == "connect" || verb == "malformed");
  if (verb == "lost") return perform(Ended{connection});
  if (verb == "malformed") {
    const auto malformed = malformed_of(words, connection, version_);
    return malformed ? perform(*malformed) : "? " + std::string(line) + "\n";
  }
  const auto packet = packet_of(words, version_);
  if (!packet) return "? " + std::string(line) + "\n";
  const BorrowedPacket borrowed(*packet);
  return perform(Received{connection, &borrowed.packet()});
}

std::string Script::perform(const Input& input) {
  if (listener_) listener_(input);
  std::vector<Output> outputs;
  broker::apply(state_, input, profile_, faults_, chooser_, outputs, fired_);
  std::string result;
  for (const auto& output : outputs) {
    if (const auto* close = std::get_if<Close>(&output)) {
      result += std::string(name_of(close->connection)) + " CLOSE\n";
      continue;
    }
    const auto& pending = std::get<Pending>(output);
    result += std::string(name_of(pending.connection)) + " " +
              to_text(pending.packet, wording_.value_or(pending.because.version())) + "\n";
  }
  return result;
}

ConnectionId Script::connection_of(std::string_view name, bool open_new) {
  for (auto place = names_.rbegin(); place != names_.rend(); ++place)
    if (place->name == name && (!open_new || find_connection(state_, place->connection) != nullptr))
      return place->connection;
  if (!open_new) return 0;
  const auto connection = static_cast<ConnectionId>(names_.size() + 1);
  names_.push_back({std::string(name), connection});
  perform(Opened{connection});
  return connection;
}

std::string_view Script::name_of(ConnectionId connection) const {
  for (const auto& name : names_)
    if (name.connection == connection) return name.name;
  return "?";
}

}  // namespace mqttspec::model::scripts
