// Lays out annotated fields, eight bytes of each at most.
#include "conformance/commands/annotated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "codec/explain.hpp"
#include "codec/printable.hpp"

namespace mqttspec::conformance::commands {

namespace {

constexpr std::size_t most_bytes = 8;
constexpr std::size_t bytes_column = 9;  // behind the offset

// The part of a field that is shown, so that the marked byte is in it: [first, first + size).
struct Part {
  std::size_t first;
  std::size_t size;
};

Part shown_part(const Field& field, std::optional<std::size_t> mark) {
  const std::size_t size = std::min(field.size, most_bytes);
  if (!mark || *mark < field.offset + size) return {field.offset, size};
  const std::size_t last = std::min(field.offset + field.size, *mark + most_bytes / 2);
  return {last - size, size};
}

void print_part(const Field& field, const Part& part, Bytes bytes, std::size_t base,
                std::ostream& out) {
  const bool is_cut = part.size < field.size;
  const auto shown = hex(bytes.subspan(part.first, part.size), " ") + (is_cut ? " .." : "");
  out << fmt::format("{:>{}}  {:<{}} {}{}: {}{}\n", base + part.first, bytes_column - 2, shown,
                     most_bytes * 3 + 2, field.depth == 0 ? "" : "  ", field.name, field.value,
                     field.section.empty() ? "" : fmt::format("  [{}]", field.section));
}

void print_mark(std::size_t column, const Violation& violation, std::ostream& out) {
  out << fmt::format("{:{}}^^ [{}] {}\n", "", bytes_column + 3 * column, violation.statement.id(),
                     violation.statement.row().summary);
}

}  // namespace

void print_fields(Bytes bytes, const DecodeContext& context,
                  const std::optional<Violation>& violation, std::size_t base, std::ostream& out) {
  const auto fields = explain(bytes, context);
  bool is_marked = !violation;
  for (const auto& field : fields) {
    const bool is_here = !is_marked && violation->offset >= field.offset &&
                         violation->offset < field.offset + field.size;
    const auto part = shown_part(field, is_here ? std::optional(violation->offset) : std::nullopt);
    print_part(field, part, bytes, base, out);
    if (is_here) print_mark(violation->offset - part.first, *violation, out);
    is_marked = is_marked || is_here;
  }
  // What is missing lies behind the last byte.
  if (!is_marked) print_mark(0, *violation, out);
}

}  // namespace mqttspec::conformance::commands
