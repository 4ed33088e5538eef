// What was pasted to lines of verdicts.
#include "conformance/commands/decode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <ostream>
#include <sstream>
#include <vector>

#include "codec/explain.hpp"
#include "codec/printable.hpp"
#include "conformance/commands/annotated.hpp"
#include "conformance/commands/decode_input.hpp"
#include "conformance/commands/decode_packet_sizes.hpp"
#include "conformance/commands/usage.hpp"

namespace mqttspec::conformance::commands {
namespace {

constexpr Sender either_sender[] = {Sender::client, Sender::server};

std::string text_of(const Violation& violation, std::size_t base) {
  return fmt::format("{} {} @{}", to_string(violation.kind), violation.statement.id(),
                     base + violation.offset);
}

// " (Topic Name: length 7, but 2 bytes are left)", if that is what is wrong.
std::string cut_field_text(Bytes bytes, const DecodeContext& context, const Violation& violation) {
  for (const auto& field : explain(bytes, context))
    if (field.offset <= violation.offset && violation.offset < field.offset + field.size &&
        field.value.starts_with("length "))
      return fmt::format(" ({}: {})", field.name, field.value);
  return "";
}

// What the codec says of one packet, if this sender sent it in this version.
struct Reading {
  Version version;
  Sender sender;
  std::string verdict;
  std::string fields;  // if they are asked for
  bool is_incomplete = false;
  std::optional<Version> connect;  // the version that a good CONNECT asks for
};

Reading read_packet(Bytes bytes, const DecodeContext& context, std::size_t base, bool explains) {
  Reading reading{context.version, context.sender, "", "", false, std::nullopt};
  const auto decoded = decode_packet(bytes, context);
  std::optional<Violation> violation;
  if (decoded) {
    violation = decoded->contested;
    reading.verdict = fmt::format("ok {}", to_string(type_of(decoded->packet)));
    if (violation) reading.verdict += fmt::format(" ({})", text_of(*violation, base));
    if (const auto* connect = std::get_if<Connect>(&decoded->packet))
      reading.connect = connect->version;
  } else if (const auto* found = std::get_if<Violation>(&decoded.error())) {
    violation = *found;
    reading.verdict = text_of(*found, base) + cut_field_text(bytes, context, *found);
  } else {
    reading.verdict = "incomplete";
    reading.is_incomplete = true;
  }
  if (explains) {
    std::ostringstream fields;
    print_fields(bytes, context, violation, base, fields);
    reading.fields = fields.str();
  }
  return reading;
}

// What makes the readings differ.
struct Difference {
  bool version = false;
  bool sender = false;
  bool any() const { return version || sender; }
};

Difference difference(const std::vector<Reading>& readings, std::string Reading::* part) {
  Difference differs;
  for (const auto& a : readings)
    for (const auto& b : readings) {
      if (a.*part == b.*part) continue;
      differs.version = differs.version || (a.version != b.version && a.sender == b.sender);
      differs.sender = differs.sender || (a.version == b.version && a.sender != b.sender);
    }
  return differs;
}

std::string label(const Reading& reading, Difference differs) {
  std::string text;
  if (differs.version) text += to_string(reading.version);
  if (differs.version && differs.sender) text += " ";
  if (differs.sender) text += reading.sender == Sender::client ? "from client" : "from server";
  return text;
}

// The readings that have to be said: one of each label.
std::vector<std::pair<std::string, const Reading*>> labelled(const std::vector<Reading>& readings,
                                                             Difference differs) {
  std::vector<std::pair<std::string, const Reading*>> all;
  for (const auto& reading : readings) {
    const auto text = label(reading, differs);
    if (std::ranges::find(all, text, [](const auto& each) { return each.first; }) == all.end())
      all.emplace_back(text, &reading);
  }
  return all;
}

std::string verdict_text(const std::vector<Reading>& readings) {
  std::string text;
  for (const auto& [name, reading] : labelled(readings, difference(readings, &Reading::verdict)))
    text += (text.empty() ? "" : " | ") + (name.empty() ? "" : name + ": ") + reading->verdict;
  return text;
}

std::string fields_text(const std::vector<Reading>& readings) {
  std::string text;
  for (const auto& [name, reading] : labelled(readings, difference(readings, &Reading::fields)))
    text += (name.empty() ? "" : "  " + name + ":\n") + reading->fields;
  return text;
}

class Decoder {
 public:
  Decoder(const DecodeOptions& options, std::ostream& out) : options_(options), out_(out) {}

  // Writes the verdicts on the packets of one line, then their fields if they are asked for.
  void decode(const PastedBytes& pasted) {
    const Bytes bytes(pasted.bytes);
    auto versions = options_.version ? std::vector{*options_.version} : versions_;
    std::string verdicts;
    std::string fields;
    for (std::size_t at = 0; at < bytes.size();) {
      const auto readings = all_readings(bytes.subspan(at), versions, pasted.from, at);
      verdicts += (at == 0 ? "" : "; ") + verdict_text(readings);
      fields += fields_text(readings);
      for (const auto& reading : readings)
        if (reading.connect) versions_ = versions = {*reading.connect};
      const auto size = packet_size(bytes.subspan(at));
      if (readings.front().is_incomplete || !size || at + *size > bytes.size()) break;
      at += *size;
    }
    out_ << verdicts << "\n" << fields << std::flush;
  }

 private:
  std::vector<Reading> all_readings(Bytes bytes, const std::vector<Version>& versions,
                                    std::optional<Sender> mark, std::size_t base) const {
    const auto from = mark ? mark : options_.from;
    std::vector<Reading> readings;
    for (const Version version : versions)
      for (const Sender sender : either_sender)
        if (from ? sender == *from : can_send(sender, bytes[0]))
          readings.push_back(
              read_packet(bytes, {.version = version, .sender = sender, .strict = options_.strict},
                          base, options_.explain));
    return readings;
  }

  // False if only the other side sends packets of that type.
  static bool can_send(Sender sender, std::uint8_t first_byte) {
    const auto type = first_byte >> 4;
    if (type == 0) return sender == Sender::client;
    const auto actor = row(PacketType(type)).sender;
    return actor == Actor::both || (actor == Actor::client) == (sender == Sender::client);
  }

  const DecodeOptions& options_;
  std::ostream& out_;
  // The versions that it may be: both until a CONNECT tells.
  std::vector<Version> versions_ = {Version::v3_1_1, Version::v5_0};
};

}  // namespace

int decode_command(const DecodeOptions& options, std::istream& in, std::ostream& out,
                   std::ostream& err) {
  int status = exit_fine;
  PasteReader reader(in, options.notation, options.each_line);
  Decoder decoder(options, out);
  while (const auto pasted = reader.next()) {
    if (*pasted) {
      decoder.decode(**pasted);
      continue;
    }
    err << fmt::format("error: line {}: {}: {}\n", pasted->error().line, pasted->error().why,
                       quoted(std::string_view(pasted->error().text)))
        << std::flush;
    status = exit_usage;
  }
  return status;
}

}  // namespace mqttspec::conformance::commands
