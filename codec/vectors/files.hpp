// The vectors as files: what `mqttspec vectors DIR` writes.
#pragma once

#include <string>
#include <vector>

#include "codec/vectors/vector.hpp"

namespace mqttspec::vectors {

struct File {
  std::string name;  // without a folder
  std::string text;
};

/// A file of valid and one of malformed vectors for each stream, "5.0-client-valid.json"; the JSON
/// schema of both kinds; and a README. The same text in every run.
std::vector<File> files_of(const VectorSet& set);

/// One vector as it stands in its file.
Json to_json(const ValidVector& vector);
Json to_json(const MalformedVector& vector);

/// The JSON schema of a file of vectors (draft 2020-12).
Json schema();
/// The README that goes with them.
std::string readme(const VectorSet& set);

}  // namespace mqttspec::vectors
