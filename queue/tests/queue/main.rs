//! The queue on a real PostgreSQL, which `scripts/postgres.sh` starts.

mod access;
mod efficiency;
mod faults;
mod life;
mod server;
mod support;
