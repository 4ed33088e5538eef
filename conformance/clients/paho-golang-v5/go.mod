module driver

go 1.24.0

require (
	github.com/eclipse/paho.golang v0.23.0
	linejson v0.0.0
)

replace linejson => ../help/go
