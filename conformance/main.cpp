// The program mqttspec.
#include "conformance/commands/options.hpp"

int main(int argc, char** argv) { return mqttspec::conformance::commands::run_program(argc, argv); }
