// See book.hpp.
#include "conformance/commands/book.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <ostream>

#include "conformance/book/site.hpp"
#include "conformance/commands/grid_files.hpp"
#include "conformance/commands/usage.hpp"

namespace mqttspec::conformance::commands {

namespace fs = std::filesystem;

int book_command(const BookOptions& options, std::ostream& out) {
  const auto grid = read_grid(options.grid);
  if (!grid) return complain(grid.error().status, grid.error().text);
  const fs::path folder(options.folder);
  std::size_t pages = 0;
  std::size_t bytes = 0;
  const auto write = [&](const std::string& path,
                         const std::string& content) -> std::expected<void, std::string> {
    std::error_code error;
    fs::create_directories((folder / path).parent_path(), error);
    std::ofstream file(folder / path, std::ios::binary);
    file << content;
    file.close();
    if (!file) return std::unexpected(fmt::format("cannot write {}", (folder / path).string()));
    pages += path.ends_with(".html") ? 1 : 0;
    bytes += content.size();
    return {};
  };
  if (const auto done = write_site(book::Book(), *grid, write); !done)
    return complain(exit_usage, done.error());
  out << fmt::format("{} pages, {:.1f} MB, of {} targets: {}\n", pages,
                     static_cast<double>(bytes) / 1e6, grid->size(),
                     (folder / "index.html").string());
  return exit_fine;
}

}  // namespace mqttspec::conformance::commands
