// The corpus of packets is what seeds.hpp makes of the test vectors, and every vector is an input
// that finds nothing. MQTTSPEC_UPDATE=1 writes the corpus anew.
#include "fuzz/seeds.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "codec/vectors/vector.hpp"
#include "fuzz/targets.hpp"

namespace mqttspec::fuzz {
namespace {

namespace fs = std::filesystem;
using Buffer = std::vector<std::uint8_t>;

const fs::path folder = fs::path(MQTTSPEC_SOURCE_DIR) / "fuzz" / "corpus" / "packets";

TEST(Seeds, CorpusIsThatOfTheVectors) {
  const auto seeds = packet_seeds();
  if (std::getenv("MQTTSPEC_UPDATE") != nullptr) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const auto& [name, bytes] : seeds)
      std::ofstream(folder / name, std::ios::binary)
          .write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
  }
  std::map<std::string, Buffer> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    files[entry.path().filename()] = Buffer(std::istreambuf_iterator<char>(in), {});
  }
  EXPECT_TRUE(files == seeds) << "MQTTSPEC_UPDATE=1 writes it anew";
}

TEST(Seeds, NoVectorFindsAFault) {
  const auto set = vectors::make_vectors();
  const auto run = [](const auto& vector) {
    const auto input = as_input(vector.stream.version, vector.stream.sender, vector.bytes);
    decode(input);
    differential(input);
    round_trip(input);
    if (input.size() < 1000) chunking(input);
  };
  for (const auto& vector : set.valid) run(vector);
  for (const auto& vector : set.malformed) run(vector);
}

}  // namespace
}  // namespace mqttspec::fuzz
