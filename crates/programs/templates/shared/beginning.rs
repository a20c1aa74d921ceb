//! {{summary}}
//!
//! {{says}}
//! Run it with: {{run}}

use std::hash::{DefaultHasher, Hasher};
@uses
