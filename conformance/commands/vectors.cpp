// All files are opened before the first is written, so that a folder is complete or as it was.
#include "conformance/commands/vectors.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>
#include <vector>

#include "codec/vectors/files.hpp"
#include "conformance/commands/output_file.hpp"
#include "conformance/commands/usage.hpp"

namespace mqttspec::conformance::commands {

int vectors_command(const std::string& folder, std::ostream& out, std::ostream& err) {
  const auto complain_of = [&](int status, const std::string& text) {
    err << "mqttspec: " << text << "\n";
    return status;
  };
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || !std::filesystem::is_directory(folder))
    return complain_of(exit_usage, fmt::format("cannot make folder {}: {}", folder,
                                               error ? error.message() : "not a directory"));
  const auto set = vectors::make_vectors();
  const auto files = vectors::files_of(set);
  std::vector<OutputFile> opened;
  for (const auto& file : files) {
    auto output = OutputFile::open((std::filesystem::path(folder) / file.name).string());
    if (!output) return complain_of(exit_usage, output.error());
    opened.push_back(*std::move(output));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (const auto written = opened[i].commit(files[i].text); !written)
      return complain_of(exit_own_fault, written.error());
    out << fmt::format("{:>9} bytes  {}\n", files[i].text.size(), files[i].name);
  }
  out << fmt::format("{} valid and {} malformed packets\n", set.valid.size(), set.malformed.size());
  return exit_fine;
}

}  // namespace mqttspec::conformance::commands
