// Finds out what a word names, which may be more than one thing, or searches for it.
#include "conformance/commands/explain.hpp"

#include <fmt/format.h>

#include <ostream>

#include "conformance/book/json.hpp"
#include "conformance/book/text.hpp"
#include "conformance/commands/grid_files.hpp"
#include "conformance/commands/near.hpp"
#include "conformance/commands/usage.hpp"

namespace mqttspec::conformance::commands {
namespace {

constexpr std::size_t suggestions = 5;

int print_named(const std::vector<const book::Entry*>& named, const book::Grid& grid, bool json,
                std::ostream& out) {
  auto all = nlohmann::ordered_json::array();
  for (const auto* entry : named) {
    if (json) {
      all.push_back(to_json(*entry, grid));
      continue;
    }
    out << (entry == named.front() ? "" : "\n");
    print_entry(*entry, grid, out);
  }
  if (json) out << all.dump(1) << "\n";
  return exit_fine;
}

int print_found(const book::Book& book, const ExplainOptions& options,
                const std::vector<book::SearchIndex::Hit>& hits, std::ostream& out) {
  if (!options.json) {
    print_hits(book, options.subject, hits, out);
    return exit_fine;
  }
  auto all = nlohmann::ordered_json::array();
  for (const auto& hit : hits) all.push_back(to_json(book.entries()[hit.entry], hit));
  out << all.dump(1) << "\n";
  return exit_fine;
}

}  // namespace

int explain_command(const ExplainOptions& options, std::istream&, std::ostream& out,
                    std::ostream& err) {
  const auto grid = read_grid(options.grid);
  if (!grid) return complain(grid.error().status, grid.error().text);
  const book::Book book;
  if (const auto named = book.named(options.subject, options.version); !named.empty())
    return print_named(named, *grid, options.json, out);
  auto hits = book::SearchIndex(book).find(options.subject);
  std::erase_if(hits, [&](const book::SearchIndex::Hit& hit) {
    const auto version = book.entries()[hit.entry].version;
    return options.version && version && version != options.version;
  });
  if (!hits.empty()) return print_found(book, options, hits, out);
  const auto near = nearest(options.subject, book.names(), suggestions);
  err << fmt::format("mqttspec: {} names nothing{}{}{}\n", options.subject,
                     options.version ? " in MQTT " : "",
                     options.version ? to_string(*options.version) : "",
                     near.empty() ? "" : fmt::format("; near it: {}", fmt::join(near, ", ")));
  return exit_usage;
}

}  // namespace mqttspec::conformance::commands
