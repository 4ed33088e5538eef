// A report file that is either written whole or not touched.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace mqttspec::conformance::commands {

/// Opened before the work begins, so that a path that cannot be written is found out in time.
class OutputFile {
 public:
  /// Makes a file beside `path`; devices and pipes are opened themselves. On failure says why not.
  static std::expected<OutputFile, std::string> open(const std::string& path);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  /// Without commit() nothing is left behind.
  ~OutputFile();

  /// Writes the text and puts the file in its place; an older one is replaced in one step.
  std::expected<void, std::string> commit(std::string_view text);

 private:
  OutputFile(std::string path, std::string temporary, int descriptor)
      : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

  std::string path_;
  std::string temporary_;  // empty if `path_` is written directly
  int descriptor_;
};

}  // namespace mqttspec::conformance::commands
