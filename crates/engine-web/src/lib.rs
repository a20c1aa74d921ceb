//! engine-web
