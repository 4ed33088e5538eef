// `mqttspec book`: the statements, and how each broker and Client behaves there, as pages.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace mqttspec::conformance::commands {

struct BookOptions {
  std::string folder;             // where to; made if it is not there
  std::vector<std::string> grid;  // reports, or folders of them
};

/// Writes the pages, and says how many and how large. Returns the exit code.
int book_command(const BookOptions& options, std::ostream& out);

}  // namespace mqttspec::conformance::commands
