// See sources.hpp.
#include "tidy/sources.hpp"

#include <fstream>
#include <sstream>

namespace mqttspec::tidy {

namespace fs = std::filesystem;

namespace {

const fs::path top = MQTTSPEC_SOURCE_DIR;
constexpr const char* folders[] = {"spec", "codec", "model",    "conformance",
                                   "fuzz", "bench", "examples", "tidy"};

std::vector<fs::path> find_files() {
  std::vector<fs::path> all;
  for (const char* folder : folders)
    for (const auto& entry : fs::recursive_directory_iterator(top / folder))
      if (entry.is_regular_file()) all.push_back(entry.path());
  return all;
}

std::vector<Source> read_sources() {
  std::vector<Source> all;
  for (const auto& path : all_files())
    if (is_code(path)) all.push_back({short_path(path), lines_of(path)});
  return all;
}

}  // namespace

bool is_code(const fs::path& path) {
  return path.extension() == ".cpp" || path.extension() == ".hpp";
}

const std::vector<fs::path>& all_files() {
  static const auto all = find_files();
  return all;
}

const std::vector<Source>& sources() {
  static const auto all = read_sources();
  return all;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::vector<std::string> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string content_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string short_path(const fs::path& path) { return fs::relative(path, top).string(); }

}  // namespace mqttspec::tidy
