// The files of the tree, as the tests of the house style read them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mqttspec::tidy {

struct Source {
  std::string path;  // from the top of the tree
  std::vector<std::string> lines;
};

/// True for .cpp and .hpp.
bool is_code(const std::filesystem::path& path);

/// Every file below the folders that hold code.
const std::vector<std::filesystem::path>& all_files();

/// Those that are code, with their lines.
const std::vector<Source>& sources();

std::vector<std::string> lines_of(const std::filesystem::path& path);
/// The whole file; empty if there is none.
std::string content_of(const std::filesystem::path& path);

/// The path from the top of the tree.
std::string short_path(const std::filesystem::path& path);

}  // namespace mqttspec::tidy
