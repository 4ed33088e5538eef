// A temporary file in the same directory, and rename(2).
#include "conformance/commands/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "conformance/wire/socket.hpp"

namespace mqttspec::conformance::commands {

using namespace wire;

namespace {

std::unexpected<std::string> failure(std::string_view path, int error) {
  return std::unexpected(fmt::format("cannot write {}: {}", path, system_error(error)));
}

}  // namespace

std::expected<OutputFile, std::string> OutputFile::open(const std::string& path) {
  struct stat status{};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return failure(path, EISDIR);
  if (exists && !S_ISREG(status.st_mode)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return failure(path, errno);
    return OutputFile(path, "", descriptor);
  }
  if (path.empty() || path.ends_with('/')) return failure("\"" + path + "\"", ENOENT);
  auto temporary = path + ".XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return failure(path, errno);
  // mkostemp gives a file that only its owner reads; a report is an ordinary file.
  const auto mask = ::umask(0);
  ::umask(mask);
  (void)::fchmod(descriptor, 0666 & ~mask);
  return OutputFile(path, std::move(temporary), descriptor);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, "")),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(temporary_, other.temporary_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

std::expected<void, std::string> OutputFile::commit(std::string_view text) {
  while (!text.empty()) {
    const auto size = ::write(descriptor_, text.data(), text.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return failure(path_, errno);
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  const int closed = ::close(std::exchange(descriptor_, -1));
  if (closed != 0) return failure(path_, errno);
  if (temporary_.empty()) return {};
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return failure(path_, errno);
  temporary_.clear();
  return {};
}

}  // namespace mqttspec::conformance::commands
