// Lines of hexadecimal digits to lines of verdicts.
#include "conformance/commands/decode.hpp"

#include <fmt/format.h>

#include <istream>
#include <ostream>
#include <sstream>

#include "codec/printable.hpp"
#include "conformance/commands/annotated.hpp"
#include "conformance/commands/usage.hpp"

namespace mqttspec::conformance::commands {
namespace {

std::string text_of(const Violation& violation, std::size_t base) {
  return fmt::format("{} {} @{}", to_string(violation.kind), violation.statement.id(),
                     base + violation.offset);
}

std::string text_of(const DecodeFailure& failure, std::size_t base) {
  const auto* violation = std::get_if<Violation>(&failure);
  return violation == nullptr ? "incomplete" : text_of(*violation, base);
}

std::optional<Violation> violation_of(const std::expected<Decoded, DecodeFailure>& decoded) {
  if (decoded) return decoded->contested;
  if (const auto* violation = std::get_if<Violation>(&decoded.error())) return *violation;
  return std::nullopt;
}

// Writes the verdicts on the packets of one line, then their fields if they are asked for.
void decode_line(Bytes bytes, const DecodeOptions& options, std::ostream& out) {
  DecodeContext context{
      .version = options.version, .sender = options.from, .strict = options.strict};
  std::ostringstream fields;
  for (std::size_t at = 0; at < bytes.size();) {
    if (at > 0) out << "; ";
    const Bytes rest = bytes.subspan(at);
    const auto decoded = decode_packet(rest, context);
    if (options.explain) print_fields(rest, context, violation_of(decoded), at, fields);
    if (!decoded) {
      out << text_of(decoded.error(), at);
      break;
    }
    out << "ok " << to_string(type_of(decoded->packet));
    if (decoded->contested) out << " (" << text_of(*decoded->contested, at) << ")";
    if (const auto* connect = std::get_if<Connect>(&decoded->packet))
      context.version = connect->version;
    at += decoded->size;
  }
  out << "\n" << fields.str() << std::flush;
}

}  // namespace

int decode_command(const DecodeOptions& options, std::istream& in, std::ostream& out,
                   std::ostream& err) {
  int status = exit_fine;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto bytes = parse_hex(std::string_view(line).substr(0, line.find('#')));
    if (!bytes) {
      err << fmt::format("error: line {}: not hexadecimal: {}\n", number,
                         quoted(std::string_view(line)))
          << std::flush;
      status = exit_usage;
    } else if (!bytes->empty()) {
      decode_line(*bytes, options, out);
    }
  }
  return status;
}

}  // namespace mqttspec::conformance::commands
