// The program mqttspec.
int main() { return 0; }
