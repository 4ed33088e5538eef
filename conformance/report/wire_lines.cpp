// Lays out the events of a trace.
#include "conformance/report/wire_lines.hpp"

#include <algorithm>
#include <ostream>

#include "codec/printable.hpp"
#include "conformance/report/text.hpp"
#include "conformance/report/transcript.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t most_events = 40;
constexpr std::size_t events_after = 8;
constexpr std::size_t longest_name = 10;

struct Layout {
  std::size_t name_width;
  bool all;

  // Where packets and bytes begin: mark, time, name, arrow.
  std::size_t indent() const { return 3 + 9 + name_width + 1 + 3; }
  std::size_t room() const { return columns - indent(); }
};

std::string hex_text(Bytes bytes, const Layout& layout) {
  const std::size_t fit = layout.room() / 3;
  if (layout.all || bytes.size() <= fit) return hex(bytes, " ");
  const std::size_t shown = fit - 5;
  return fmt::format("{} ... ({} B)", hex(bytes.first(shown), " "), bytes.size());
}

void print_event(const model::TraceEvent& event, const CaseResult& result, bool decisive,
                 const Layout& layout, const Paint& paint, std::ostream& out) {
  const auto elapsed_ms = event.at - result.trace.front().at;
  const std::string before = fmt::format(" {} {:8.3f} {:<{}} {:<2} ", decisive ? ">" : " ",
                                         static_cast<double>(elapsed_ms) / 1000,
                                         connection_name(result.connection_names, event.connection),
                                         layout.name_width, arrow(event.kind));
  const std::string indent(layout.indent(), ' ');
  std::string margin = before;
  for (const auto& line : wrapped(event_text(event, result.topic_prefix), layout.room())) {
    out << paint(Colour::bold, decisive ? margin + line : "") << (decisive ? "" : margin + line)
        << "\n";
    margin = indent;
  }
  if (!is_transfer(event.kind) || !event.bytes) return;
  for (const auto& line : wrapped(hex_text(*event.bytes, layout), layout.room()))
    out << indent << paint(Colour::dim, line) << "\n";
}

// The part of the trace that is shown: [first, last).
std::pair<std::size_t, std::size_t> part(const CaseResult& result, bool all) {
  const std::size_t size = result.trace.size();
  if (all || size <= most_events) return {0, size};
  const std::size_t decisive = std::min(result.decisive_event.value_or(size - 1), size - 1);
  const std::size_t last = std::min(size, decisive + 1 + events_after);
  return {last - std::min(last, most_events), last};
}

}  // namespace

void print_wire(const CaseResult& result, bool all, const Paint& paint, std::ostream& out) {
  Layout layout{3, all};
  for (const auto& [id, name] : result.connection_names)
    layout.name_width = std::clamp(name.size(), layout.name_width, longest_name);
  const auto [first, last] = part(result, all);
  if (first > 0) out << fmt::format("    ({} events before; --wire shows them)\n", first);
  for (std::size_t i = first; i < last; ++i)
    print_event(result.trace[i], result, result.decisive_event == i, layout, paint, out);
  if (last < result.trace.size())
    out << fmt::format("    ({} events after; --wire shows them)\n", result.trace.size() - last);
}

}  // namespace mqttspec::conformance::report
